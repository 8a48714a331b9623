import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { refusedLogins } from '../../shared/errors/refused-logins.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { Choice, CloneJob, ForeignVm, Premium, Price } from '../../shared/model/question.ts';
import { request } from './client.ts';
import { asErrorData } from './errors.ts';
import { queryKeys } from './queries.ts';

/** Milliseconds for which lists of a cloud are taken as they were: as long as a form is filled in. */
const choicesAge = 60_000;

const asks = [...queryKeys.content, 'ask'] as const;

/** What a field can be set to; `null` asks nothing. */
export const useChoices = (about: Input<'ask.choices'> | null): UseQueryResult<Choice[]> =>
  useQuery({
    queryKey: [...asks, 'choices', about],
    queryFn: ({ signal }) => request('ask.choices', about as Input<'ask.choices'>, signal),
    enabled: about !== null,
    staleTime: choicesAge,
  });

/** What something is called, as far as a list of its cloud was read; `null` when none has it. */
export function useChoiceNames(): (id: string) => string | null {
  const client = useQueryClient();
  return (id) => {
    const lists = client.getQueriesData<Choice[]>({ queryKey: [...asks, 'choices'] });
    return lists.flatMap(([, list]) => list ?? []).find((choice) => choice.id === id)?.name ?? null;
  };
}

/** The last price stays while the next is asked for. */
export const usePrice = (about: Input<'ask.price'> | null): UseQueryResult<Price[]> =>
  useQuery({
    queryKey: [...asks, 'price', about],
    queryFn: ({ signal }) => request('ask.price', about as Input<'ask.price'>, signal),
    enabled: about !== null,
    placeholderData: keepPreviousData,
  });

export const usePremium = (about: Input<'ask.premium'> | null): UseQueryResult<Premium> =>
  useQuery({
    queryKey: [...asks, 'premium', about],
    queryFn: ({ signal }) => request('ask.premium', about as Input<'ask.premium'>, signal),
    enabled: about !== null,
    placeholderData: keepPreviousData,
  });

/** Milliseconds between looks at clones that are shown: they are made by the cloud, without a word from it. */
const cloneLook = 5_000;

export const useClones = (about: Input<'ask.clones'> | null): UseQueryResult<CloneJob[]> =>
  useQuery({
    queryKey: [...asks, 'clones', about],
    queryFn: ({ signal }) => request('ask.clones', about as Input<'ask.clones'>, signal),
    enabled: about !== null,
    staleTime: 0,
    refetchInterval: ({ state: { error } }) =>
      error !== null && refusedLogins.has(asErrorData(error).code) ? false : cloneLook,
  });

export const useForeignVms = (about: Input<'ask.foreign-vms'> | null): UseQueryResult<ForeignVm[]> =>
  useQuery({
    queryKey: [...asks, 'foreign-vms', about],
    queryFn: ({ signal }) => request('ask.foreign-vms', about as Input<'ask.foreign-vms'>, signal),
    enabled: about !== null,
    staleTime: 0,
  });
