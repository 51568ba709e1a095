// Makes a picture anew, by its pixels alone: no place, time, device or thumbnail stays. A process of its own, because
// what strangers send is decoded here, and a large picture takes more memory than a server has to spare.
// Arguments: jpeg, png or webp. The picture comes by stdin and goes by stdout.
import sharp from 'sharp';

const MOST_PIXELS = 100_000_000;
const LOADERS = { jpeg: 'Jpeg', png: 'Png', webp: 'Webp' };
const QUALITY = { jpeg: { quality: 92 }, png: {}, webp: { quality: 92 } };

const format = process.argv[2];
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: [`VipsForeignLoad${LOADERS[format]}`] });
sharp.cache(false);
sharp.concurrency(1);
const picture = sharp({ limitInputPixels: MOST_PIXELS, failOn: 'error', animated: format === 'webp' })
  .autoOrient()
  .toFormat(format, QUALITY[format]);
process.stdin.pipe(picture);
picture.on('error', () => process.exit(1));
picture.pipe(process.stdout);
