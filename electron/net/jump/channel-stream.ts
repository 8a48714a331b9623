import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';

/**
 * A `direct-tcpip` channel (RFC 4254, section 7.2) that behaves as a TCP socket does. What the channel's
 * own window does not let through is held back in both directions. Its later errors are seen in `errored`.
 */
export class ChannelStream extends Duplex {
  readonly #channel: ClientChannel;

  constructor(channel: ClientChannel) {
    super({ allowHalfOpen: false });
    this.#channel = channel;
    this.on('error', () => undefined);
    channel.pause();
    channel.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) channel.pause();
    });
    channel.on('end', () => this.push(null));
    // A write that was under way is never answered then; what has been received is still read.
    channel.on('close', () => {
      if (this.readableEnded) this.destroy();
      else this.once('end', () => this.destroy());
    });
    channel.on('error', (error: Error) => this.destroy(error));
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#channel.write(bytes, encoding, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#channel.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#channel.removeAllListeners('data');
    this.#channel.resume();
    this.#channel.close();
    done(error);
  }
}
