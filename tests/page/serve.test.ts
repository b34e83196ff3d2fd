import { get } from 'node:http';
import { expect } from 'chai';
import { serve } from '../../tools/rig/serve.ts';

/** Status of the answer to a path that is sent as it stands. */
function statusOf(address: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}

describe('the server of the rig', () => {
  it('answers whatever path is asked for, and goes on', async () => {
    const served = await serve(new Map([['index.html', 'page']]), 0);
    try {
      for (const path of ['/', '//', '/?seed=2', '/index.html']) {
        expect(await statusOf(served.address, path), path).to.equal(200);
      }
      for (const path of ['//[', '/none', '/../index.html']) {
        expect(await statusOf(served.address, path), path).to.equal(404);
      }
    } finally {
      await served.close();
    }
  });
});
