import type { ConnectionView } from '../../../../shared/model/connection.ts';
import { verbOf, type Action } from '../../../../shared/model/verbs/index.ts';
import { verbTaken } from '../../../../shared/model/verbs/taken.ts';
import type { Verb } from '../../../../shared/model/verbs/verb.ts';

/** What a cloud asks for with an action; what the table has where no one cloud is meant. */
export const verbIn = (connection: Pick<ConnectionView, 'fields'> | undefined, action: Action): Verb =>
  verbTaken(verbOf(action), connection?.fields[action]);
