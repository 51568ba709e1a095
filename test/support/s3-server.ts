import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A service that speaks as much of the protocol of S3 as storing, reading and removing objects takes, in memory. */
export class S3ForTests {
  readonly objects = new Map<string, Buffer>();
  /** Uploads in parts that have been begun and neither ended nor given up. */
  readonly uploads = new Map<string, Map<number, Buffer>>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  static async start(): Promise<S3ForTests> {
    const service = new S3ForTests();
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
    const body = await buffer(request);
    const xml = (status: number, text: string): void =>
      void response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<?xml version="1.0"?>${text}`);
    if (!(request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 Credential=reader/')) {
      xml(403, '<Error><Code>AccessDenied</Code></Error>');
      return;
    }
    const upload = searchParams.get('uploadId');
    const parts = upload === null ? undefined : this.uploads.get(upload);
    switch (
      `${request.method} ${upload === null ? (searchParams.has('uploads') ? 'begin' : 'object') : 'part'}`
    ) {
      case 'POST begin': {
        const id = randomUUID();
        this.uploads.set(id, new Map());
        xml(200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
        return;
      }
      case 'PUT part':
        parts?.set(Number(searchParams.get('partNumber')), body);
        return void response.writeHead(200, { etag: '"part"' }).end();
      case 'POST part': {
        const ordered = [...(parts ?? [])].sort(([a], [b]) => a - b).map(([, part]) => part);
        this.objects.set(pathname, Buffer.concat(ordered));
        this.uploads.delete(upload ?? '');
        xml(200, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>');
        return;
      }
      case 'DELETE part':
        this.uploads.delete(upload ?? '');
        return void response.writeHead(204).end();
      case 'PUT object':
        this.objects.set(pathname, body);
        return void response.writeHead(200, { etag: '"whole"' }).end();
      case 'GET object': {
        const object = this.objects.get(pathname);
        if (object === undefined) {
          xml(404, '<Error><Code>NoSuchKey</Code></Error>');
          return;
        }
        return void response.writeHead(200, { 'content-length': object.length }).end(object);
      }
      case 'DELETE object':
        this.objects.delete(pathname);
        return void response.writeHead(204).end();
      default: {
        xml(501, '<Error><Code>NotImplemented</Code></Error>');
        return;
      }
    }
  }
}
