/** One parameter of a call, as the vendor's document names and types it. */
export interface Parameter {
  readonly name: string;
  /** `strings` is a list of texts; its limits hold for each item. */
  readonly type: 'string' | 'integer' | 'boolean' | 'strings';
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

/** One call of a cloud's API as data. What is sent is checked against it; types and help derive from it. */
export interface Endpoint {
  /** Unique within its catalog; what people type to name it. */
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** The vendor's name of the call on the wire. */
  readonly action: string;
  readonly category: Category;
  /** What it does to the cloud: decides about retries, and about asking before it. */
  readonly danger: 'reads' | 'changes' | 'destroys';
  /** Whether it ends before its effect, as the document states it; absent where the document says nothing. */
  readonly asynchronous?: boolean;
  readonly parameters: readonly Parameter[];
  /** Of each group of parameters at least one has to be given; false and nothing are not given. */
  readonly anyOf?: readonly (readonly string[])[];
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

export type Catalog = readonly Endpoint[];
/** Nothing at all for a catalog whose ids are not known one by one, so that no call of it compiles unchecked. */
export type EndpointId<C extends Catalog> = string extends C[number]['id'] ? never : C[number]['id'];

interface ValueOf {
  readonly string: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly strings: readonly string[];
}

type ParameterOf<C extends Catalog, I extends EndpointId<C>> = Extract<C[number], { id: I }>['parameters'][number];
type Value<P extends Parameter> = P extends { oneOf: readonly (infer V)[] }
  ? P extends { type: 'strings' }
    ? readonly V[]
    : V
  : ValueOf[P['type']];

/** The parameters of a call, typed from its entry in the catalog. */
export type Arguments<C extends Catalog, I extends EndpointId<C>> = {
  readonly [P in ParameterOf<C, I> as P extends { required: true } ? P['name'] : never]: Value<P>;
} & {
  readonly [P in ParameterOf<C, I> as P extends { required: true } ? never : P['name']]?: Value<P>;
};
