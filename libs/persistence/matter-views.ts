import { isShownToHead } from '#domain/access/may-read.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { replay } from '#domain/complaint/evolve.js';
import { isDataRequestOver, type DataRequestState } from '#domain/data-request/data-request-state.js';
import { replayDataRequest } from '#domain/data-request/evolve.js';
import { replayProtection } from '#domain/protection/evolve.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { replayRetention } from '#domain/retention/evolve.js';
import type { RetentionState } from '#domain/retention/retention-state.js';
import { keepsOut } from '#domain/routing/person.js';
import { complaintStream, dataRequestStream, protectionStream, retentionStream } from '#ledger/ledger.js';
import { toDataRequestEvent, toEvent, toProtectionEvent, toRetentionEvent } from './ledger-store.js';
import { viewOf } from './matter-view.js';

const cases = viewOf<ComplaintState>({
  prefix: complaintStream(''),
  replay: (entries) => replay(entries.map(toEvent)),
  table: 'case_view',
  key: 'reference',
  columns: (state) => ({
    version: state.version,
    status: state.status,
    unit: state.unit,
    officer: state.officer,
    leader: state.leader,
    excluded: keepsOut(state),
    shown_to_head: isShownToHead(state),
  }),
  standing: ['reference', 'filing', 'screenedBy'],
  isWrittenByWorkflow: true,
});

const protections = viewOf<ProtectionState>({
  prefix: protectionStream(''),
  replay: (entries) => replayProtection(entries.map(toProtectionEvent)),
  table: 'protection_view',
  key: 'id',
  columns: ({ reference, version, endedAt }) => ({ reference, version, ended_at: endedAt }),
  standing: ['id', 'person', 'identityMode', 'mayBeMailed', 'isStaff', 'policyHash', 'measures', 'accesses'],
});

const retentions = viewOf<RetentionState>({
  prefix: retentionStream(''),
  replay: (entries) => replayRetention(entries.map(toRetentionEvent)),
  table: 'retention_view',
  key: 'reference',
  columns: ({ version, destroyAt }) => ({ version, destroy_at: destroyAt }),
  standing: [
    ...(['reference', 'policyHash', 'outcome', 'status', 'noticeAt', 'holds', 'destroyed'] as const),
    ...(['sealAt', 'sealing', 'openingAsked'] as const),
  ],
});

const dataRequests = viewOf<DataRequestState>({
  prefix: dataRequestStream(''),
  replay: (entries) => replayDataRequest(entries.map(toDataRequestEvent)),
  table: 'data_request',
  key: 'reference',
  columns: (state) => ({
    version: state.version,
    is_over: isDataRequestOver(state),
    due_at: state.clock?.dueAt,
    requester: state.requester,
  }),
  standing: [
    ...(['reference', 'policyHash', 'receivedAt', 'mayBeMailed', 'commitments'] as const),
    ...(['status', 'named', 'isIdentified', 'answer'] as const),
  ],
});

/** What is read of matters of every kind. */
export const MATTER_VIEWS = [cases, protections, retentions, dataRequests];
