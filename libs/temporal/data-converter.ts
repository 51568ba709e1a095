import type { DataConverter } from '@temporalio/common';
import { projectPath } from '#settings/project-path.js';
import { payloadCodec, type CodecKeys } from './payload-codec.js';

export const failureConverterPath = projectPath('libs/temporal/failure-converter.cjs');

/** The converter of every client and worker: payloads, failure messages and stacks leave the process encrypted. */
export const dataConverter = (keys: CodecKeys): DataConverter => ({
  failureConverterPath,
  payloadCodecs: [payloadCodec(keys)],
});
