import { describe, expect, it } from 'vitest';
import { place } from '../../../../renderer/console/spice-stage.ts';

const picture = { width: 800, height: 600 };

describe('place', () => {
  it('fits the whole picture into the frame, centred, in both directions', () => {
    expect(place(picture, { width: 1600, height: 900 }, 'fit')).toEqual({ scale: 1.5, left: 200, top: 0 });
    expect(place(picture, { width: 400, height: 600 }, 'fit')).toEqual({ scale: 0.5, left: 0, top: 150 });
  });

  it('shows the picture in its own size, and from its corner when it is larger than the frame', () => {
    expect(place(picture, { width: 1000, height: 600 }, 'actual')).toEqual({ scale: 1, left: 100, top: 0 });
    expect(place(picture, { width: 400, height: 300 }, 'actual')).toEqual({ scale: 1, left: 0, top: 0 });
  });

  it('never gives a useless scale for an empty frame or picture', () => {
    expect(place(picture, { width: 0, height: 0 }, 'fit').scale).toBe(1);
    expect(place({ width: 0, height: 0 }, picture, 'fit').scale).toBe(1);
  });
});
