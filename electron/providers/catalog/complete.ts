import type { Endpoint, Method, Parameter, Place } from './endpoint.ts';

export const methodOf = ({ method = 'POST' }: Pick<Endpoint, 'method'>): Method => method;

/** Where a parameter goes: as it says itself, else into the path that names it, else as the method carries values. */
export function placeOf(endpoint: Pick<Endpoint, 'method' | 'path'>, { name, place }: Parameter): Place {
  if (place !== undefined) return place;
  if (endpoint.path?.includes(`{${name}}`) === true) return 'path';
  const method = methodOf(endpoint);
  return method === 'GET' || method === 'DELETE' ? 'query' : 'body';
}

/** An entry with everything said that entries leave out, for whoever reads it: its method, and the place of each parameter. */
export const completed = (endpoint: Endpoint) => ({
  ...endpoint,
  method: methodOf(endpoint),
  parameters: endpoint.parameters.map((one) => ({ ...one, place: placeOf(endpoint, one) })),
});

/** A parameter or a field of one, by its full name: `Disks.0.Size` is the size of the first disk, and stands for all. */
export interface NamedParameter {
  readonly path: string;
  readonly parameter: Parameter;
}

/** Parameters with their fields, the fields of those included. */
export function withFields(parameters: readonly Parameter[], within = ''): readonly NamedParameter[] {
  return parameters.flatMap((parameter) => {
    const path = `${within}${parameter.name}`;
    const inside = parameter.type === 'objects' ? `${path}.0.` : `${path}.`;
    return [{ path, parameter }, ...withFields(parameter.fields ?? [], inside)];
  });
}
