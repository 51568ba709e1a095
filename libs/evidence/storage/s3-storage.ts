import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EvidenceLost, type EvidenceStorage } from './evidence-storage.js';

/** A bucket of a service that speaks the protocol of S3. */
export interface S3Bucket {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** The least that the protocol allows; two are in memory at a time. */
const PART_BYTES = 5 * 1024 * 1024;
const PARTS_AT_ONCE = 1;

export class S3Storage implements EvidenceStorage {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ endpoint, region, bucket, accessKeyId, secretAccessKey }: S3Bucket) {
    this.bucket = bucket;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      // What others than the inventor offer does not know the newer checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async write(id: string, content: Readable): Promise<void> {
    const body = new PassThrough();
    const upload = new Upload({
      client: this.client,
      params: { Bucket: this.bucket, Key: id, Body: body },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    const abort = async (error: unknown): Promise<never> => {
      await upload.abort();
      throw error;
    };
    const flown = pipeline(content, body).catch(abort);
    const [, stored] = await Promise.allSettled([flown, upload.done()]);
    await flown;
    if (stored.status === 'rejected') throw stored.reason;
  }

  async read(id: string): Promise<Readable> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: id }));
      if (!(Body instanceof Readable)) throw new EvidenceLost(id);
      return Body;
    } catch (error) {
      if (error instanceof NoSuchKey) throw new EvidenceLost(id);
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: id }));
  }
}
