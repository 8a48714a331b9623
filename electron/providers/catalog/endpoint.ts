/** Where a parameter is sent. A body is a form or JSON, as the vendor has it. */
export type Place = 'path' | 'query' | 'body' | 'header';

/** What holds between the parameters of a call, or between the fields of one of them. */
interface Together {
  /** Of each group at least one has to be given; false and nothing are not given. */
  readonly anyOf?: readonly (readonly string[])[];
  readonly when?: readonly Rule[];
}

/** What one parameter asks of others, as the document states it. */
export interface Rule {
  /** Whose value it depends on; of one that is left out, its default counts. */
  readonly if: string;
  /** The value that it is about; without it and `above`, any that is given. */
  readonly is?: string | number | boolean;
  /** Numbers larger than this one. */
  readonly above?: number;
  /** At least one of them has to be given then. */
  readonly needs?: readonly string[];
  /** What another one may be then, if it is given; bounds included. */
  readonly bounds?: {
    readonly name: string;
    readonly min?: number;
    readonly max?: number;
    readonly oneOf?: readonly (string | number | boolean)[];
  };
  /** Line of the row that states it. */
  readonly line: number;
}

/** One parameter of a call, or one field of such a parameter, as the vendor's document names and types it. */
export interface Parameter extends Together {
  readonly name: string;
  /** Of lists (`strings`, `integers`, `objects`) the limits hold for each item. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'strings' | 'integers' | 'objects';
  /** Left out where it follows from the call (`placeOf` in complete.ts). A field is sent where its parameter is. */
  readonly place?: Place;
  /** Of an object, or of each object of a list. Without them it is free: its names are the user's own. */
  readonly fields?: readonly Parameter[];
  readonly required?: true;
  readonly oneOf?: readonly (string | number)[];
  /** Numbers: bounds, both included. */
  readonly min?: number;
  readonly max?: number;
  readonly multipleOf?: number;
  /** Texts: characters, not bytes. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  /** What the server takes when the parameter is left out. */
  readonly default?: string | number | boolean;
  readonly unit?: 'MiB' | 'GiB' | 'Mbit/s';
  /** Its value reaches no log, error, process argument or screen. */
  readonly secret?: true;
  /** Line of its row in the document; absent where no document describes it. */
  readonly line?: number;
  readonly note?: string;
}

export type Category =
  | 'inventory'
  | 'power'
  | 'lifecycle'
  | 'clone'
  | 'configuration'
  | 'network'
  | 'storage'
  | 'snapshot'
  | 'console'
  | 'usb'
  | 'price'
  | 'vmware'
  | 'picker';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A call that is told by its name on the wire; all go to the connection's own address. */
interface ByAction {
  readonly action: string;
  readonly method?: 'POST';
  readonly path?: never;
}

/** A call that is told by its method and its path below the connection's address, with parameters as `{name}`. */
interface ByPath {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly action?: never;
}

interface Described extends Together {
  /** Unique within its catalog; what people type to name it. */
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly category: Category;
  /** What it does to the cloud: decides about retries, and about asking before it. */
  readonly danger: 'reads' | 'changes' | 'destroys';
  /** Whether it ends before its effect, as the document states it; absent where the document says nothing. */
  readonly asynchronous?: boolean;
  readonly parameters: readonly Parameter[];
  /** Top-level fields of the answer beside the envelope. */
  readonly response: readonly string[];
  /** What has to hold before the call, as stated. */
  readonly preconditions?: readonly string[];
  /** False for calls that the document only refers to. */
  readonly documented: boolean;
  /** Line of its heading in the document. */
  readonly line?: number;
  /** Where the document contradicts itself or is silent, and what we made of it. */
  readonly note?: string;
}

/** One call of a cloud's API as data. What is sent is checked against it; types and help derive from it. */
export type Endpoint = Described & (ByAction | ByPath);
/** A call of a cloud that tells its calls by name. */
export type ActionEndpoint = Described & ByAction;

export type Catalog = readonly Endpoint[];
/** Nothing at all for a catalog whose ids are not known one by one, so that no call of it compiles unchecked. */
export type EndpointId<C extends Catalog> = string extends C[number]['id'] ? never : C[number]['id'];

interface ValueOf {
  readonly string: string;
  readonly integer: number;
  readonly number: number;
  readonly boolean: boolean;
  readonly object: Readonly<Record<string, unknown>>;
  readonly strings: readonly string[];
  readonly integers: readonly number[];
  readonly objects: readonly Readonly<Record<string, unknown>>[];
}

type Value<P extends Parameter> = P extends { fields: infer F extends readonly Parameter[] }
  ? P extends { type: 'objects' }
    ? readonly Values<F[number]>[]
    : Values<F[number]>
  : P extends { oneOf: readonly (infer V)[] }
    ? P extends { type: 'strings' | 'integers' }
      ? readonly V[]
      : V
    : ValueOf[P['type']];

type Values<Ps extends Parameter> = {
  readonly [P in Ps as P extends { required: true } ? P['name'] : never]: Value<P>;
} & {
  readonly [P in Ps as P extends { required: true } ? never : P['name']]?: Value<P>;
};

/** The parameters of a call, typed from its entry in the catalog. */
export type Arguments<C extends Catalog, I extends EndpointId<C>> = Values<
  Extract<C[number], { id: I }>['parameters'][number]
>;
