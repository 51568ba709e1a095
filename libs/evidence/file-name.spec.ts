import { describe, expect, it } from '@jest/globals';
import { safeName } from './file-name.js';

describe('the name of a file', () => {
  it.each([
    ['ใบเสนอราคา.PDF', 'ใบเสนอราคา.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\somchai\\สัญญา.docx', 'สัญญา.pdf'],
    ['a\u0000b\u0007\n.pdf', 'ab.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.pdf'],
    ['page.html', 'page.pdf'],
    ['archive.tar.gz', 'archive.tar.pdf'],
    ['.htaccess', 'file.pdf'],
    ['..', 'file.pdf'],
    ['', 'file.pdf'],
    ['"><script>.pdf', 'script.pdf'],
    [`${'ก'.repeat(300)}.pdf`, `${'ก'.repeat(100)}.pdf`],
    ['half \ud83d.pdf', 'half.pdf'],
  ])('%j is shown as %j', (given, shown) => {
    expect(safeName(given, 'application/pdf')).toBe(shown);
  });
});
