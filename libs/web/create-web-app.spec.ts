import { Body, Controller, Get, Module, Post, Render } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import { Refusal } from '#domain/complaint/refusal.js';
import { createWebApp } from './create-web-app.js';
import { plainText } from './input/plain-text.schema.js';
import { ValidatedBody } from './input/validated.js';

const schema = z.strictObject({
  subject: plainText(20),
  accused: z.array(z.strictObject({ name: plainText(5) })),
});

@Controller()
class SampleController {
  @Get('error-page')
  @Render('layout/error')
  page(): { code: string; detail: string } {
    return { code: 'not-found', detail: 'detail' };
  }

  @Post('api/sample')
  create(@Body(new ValidatedBody(schema)) input: z.output<typeof schema>): unknown {
    return input;
  }

  @Get('api/broken')
  broken(): never {
    throw new Error('secret words');
  }

  @Get('api/refused')
  refused(): never {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- domain refusals are values
    throw new Refusal('NotPossibleInThisStatus', { status: 'closed' });
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

describe('a web app', () => {
  let app: NestExpressApplication;
  let url: string;
  const lines: string[] = [];

  beforeAll(async () => {
    app = await createWebApp(SampleModule, {
      templateFolders: [],
      localeFolders: [],
      stylesheet: 'public',
      agencyName: () => ({ th: 'จังหวัดตราด', en: 'Trat Province' }),
      isDemonstration: false,
      isSecure: false,
      csrf: 'cookie',
      logger: pino({}, { write: (line: string) => void lines.push(line) }),
      ready: () => Promise.reject(new Error('database')),
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const post = (body: string, type = 'application/json', language = 'en'): Promise<Response> =>
    fetch(`${url}/api/sample`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'accept-language': language },
    });
  const problemOf = async (
    response: Response,
  ): Promise<{ status: number; detail: string; fields: string[] }> => {
    const body = (await response.json()) as { detail: string; errors?: { field: string }[] };
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    return {
      status: response.status,
      detail: body.detail,
      fields: (body.errors ?? []).map(({ field }) => field),
    };
  };

  it('names each field that is wrong, in the language asked for', async () => {
    const wrong = JSON.stringify({ subject: 'x'.repeat(21), accused: [{ name: 7 }], extra: 1 });
    const { status, detail, fields } = await problemOf(await post(wrong));
    expect({ status, fields }).toEqual({ status: 422, fields: ['subject', 'accused.0.name', 'extra'] });
    expect(detail).toContain('subject: is longer than 20 characters');
    expect((await problemOf(await post(wrong, 'application/json', 'th'))).detail).toContain(
      'ยาวเกิน 20 อักขระ',
    );
  });

  it('refuses control characters and halves of surrogate pairs', async () => {
    for (const text of ['a\\u0000b', 'a\\u001bb', 'a\\ud800b'])
      expect((await problemOf(await post(`{"subject":"${text}","accused":[]}`))).fields).toEqual(['subject']);
  });

  it('answers a broken, oversized, absent or foreign body with a 4xx', async () => {
    expect((await problemOf(await post('{"subject":'))).status).toBe(400);
    expect((await problemOf(await post(JSON.stringify({ subject: 'x'.repeat(300_000) })))).status).toBe(413);
    expect((await problemOf(await post('subject=x', 'application/x-www-form-urlencoded'))).status).toBe(415);
    for (const body of ['null', '7', '[]', '"x"', ''])
      expect((await problemOf(await post(body))).status).toBe(422);
  });

  it('says nothing of an unforeseen error, neither to the caller nor in the log', async () => {
    const response = await fetch(`${url}/api/broken?q=private`, { headers: { 'user-agent': 'somebody' } });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(`${text}${lines.join('')}`).not.toMatch(/secret words|private|somebody|127\.0\.0\.1/);
  });

  it('words a refusal with its parameters', async () => {
    const response = await fetch(`${url}/api/refused`, { headers: { 'accept-language': 'en' } });
    expect(await problemOf(response)).toMatchObject({
      status: 409,
      detail: 'This is not possible while the case is “Closed”',
    });
  });

  it('shows pages in Thai first, in English when asked, and remembers it', async () => {
    const thai = await fetch(`${url}/missing`, { headers: { 'accept-language': 'en' } });
    expect([thai.status, await thai.text()]).toEqual([404, expect.stringContaining('ไม่พบหน้าที่ต้องการ')]);
    const english = await fetch(`${url}/missing?lang=en`);
    expect(await english.text()).toContain('<html lang="en"');
    expect(english.headers.get('set-cookie')).toContain('lang=en');
  });

  it('runs no script and asks no third party', async () => {
    const response = await fetch(`${url}/error-page`);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none';style-src 'self'/);
    expect(await response.text()).not.toMatch(/<script|https?:\/\//);
  });

  it('refuses a form without its token', async () => {
    const form = await fetch(`${url}/error-page`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    expect(form.status).toBe(403);
  });

  it('is live although it is not ready', async () => {
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  });
});
