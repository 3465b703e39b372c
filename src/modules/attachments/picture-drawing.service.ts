import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { TooManyPixels, WrongFileType } from './attachments.errors.js';

const MEGAPIXELS = 50;
const AT_ONCE = 2;

// Nothing is loaded but what may be attached: the library could read many more formats.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
});
sharp.cache(false);

/** Draws pictures anew, a few at a time: each takes memory by its pixels, not by its bytes. */
@Injectable()
export class PictureDrawing {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * Makes a picture upright, without where and with what it was taken, and without anything that was hidden behind it.
   * @throws DomainError 415 when it cannot be drawn, 422 when it has too many pixels
   */
  async redraw(path: string, target: string): Promise<void> {
    await this.turn();
    try {
      await draw(path, target);
    } finally {
      this.next();
    }
  }

  private turn(): Promise<void> {
    if (this.underWay < AT_ONCE) {
      this.underWay++;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private next(): void {
    const first = this.waiting.shift();
    if (first) first();
    else this.underWay--;
  }
}

async function draw(path: string, target: string): Promise<void> {
  const picture = sharp(path, { failOn: 'error', limitInputPixels: false });
  const { width, height, format } = await picture.metadata().catch(refuse);
  // The head of a file says how large it is; nothing is unpacked before that is known.
  if (width * height > MEGAPIXELS * 1_000_000) throw TooManyPixels({ megapixels: MEGAPIXELS });
  await picture.autoOrient().toFormat(format, { quality: 90 }).toFile(target).catch(refuse);
}

// The library does not tell a damaged picture from a full disk by a code.
function refuse(error: unknown): never {
  if (/no space left|read-only file system|quota/i.test(String(error)))
    throw Object.assign(new Error('no room for a picture', { cause: error }), { code: 'ENOSPC' });
  throw WrongFileType();
}
