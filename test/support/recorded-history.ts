import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import proto, { type temporal } from '@temporalio/proto';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { projectPath } from '#settings/project-path.js';
import { payloadCodec } from '#temporal/payload-codec.js';
import type { Recorded } from '../../workflows/complaint/complaint.ports.js';
import { testCodecKeys } from './temporal.js';

type History = temporal.api.history.v1.IHistory;
const { History: HistoryMessage } = proto.temporal.api.history.v1;

/** The matters of which histories are kept. */
export type Kept = 'complaint' | 'data-request' | 'protection' | 'retention';

/** One run of a matter as Temporal kept it, with the ledger's entries and the state that the two led to. */
export interface RecordedHistory<E = ComplaintEvent, S = ComplaintState> {
  name: string;
  workflowId: string;
  history: History;
  ledger: E[];
  /** State at the end of the run. */
  state: S;
}

/** As kept in a file: the history in Temporal's own encoding, base64; its payloads stay encrypted. */
type Stored<E, S> = Omit<RecordedHistory<E, S>, 'name' | 'history'> & { history: string };

const folderOf = (kept: Kept): string => projectPath(`workflows/${kept}/histories`);

export function saveHistory<E, S>(kept: Kept, { name, history, ...rest }: RecordedHistory<E, S>): void {
  const encoded = Buffer.from(HistoryMessage.encode(history).finish()).toString('base64');
  mkdirSync(folderOf(kept), { recursive: true });
  writeFileSync(`${folderOf(kept)}/${name}.json`, `${JSON.stringify({ ...rest, history: encoded })}\n`);
}

export const readHistories = <E = ComplaintEvent, S = ComplaintState>(
  kept: Kept = 'complaint',
): RecordedHistory<E, S>[] =>
  readdirSync(folderOf(kept))
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const recorded = JSON.parse(readFileSync(`${folderOf(kept)}/${file}`, 'utf8')) as Stored<E, S>;
      const history = HistoryMessage.decode(Buffer.from(recorded.history, 'base64'));
      return { ...recorded, name: file.replace('.json', ''), history };
    });

/** What the local activities of a run answered, in order. */
export async function answersIn({ events }: History): Promise<Recorded[]> {
  const payloads = (events ?? []).flatMap(
    ({ markerRecordedEventAttributes: marker }) => marker?.details?.['result']?.payloads ?? [],
  );
  const opened = await payloadCodec(testCodecKeys).decode(payloads);
  return opened.map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()) as Recorded);
}
