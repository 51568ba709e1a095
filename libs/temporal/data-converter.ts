import type { DataConverter } from '@temporalio/common';
import { projectPath } from '#settings/project-path.js';
import { payloadCodec } from './payload-codec.js';

export const failureConverterPath = projectPath('libs/temporal/failure-converter.cjs');

/** The converter of every client and worker: payloads, failure messages and stacks leave the process encrypted. */
export const dataConverter = (current: Uint8Array, earlier: readonly Uint8Array[] = []): DataConverter => ({
  failureConverterPath,
  payloadCodecs: [payloadCodec(current, earlier)],
});
