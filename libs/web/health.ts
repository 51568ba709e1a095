import { Router } from 'express';

/** `/health/live`: the process answers. `/health/ready`: it can do its work, else 503. */
export function healthRoutes(ready: () => Promise<void>): Router {
  const router = Router();
  router.get('/health/live', (_, response) => void response.json({ status: 'live' }));
  router.get('/health/ready', async (_, response) => {
    try {
      await ready();
      response.json({ status: 'ready' });
    } catch {
      response.status(503).json({ status: 'not-ready' });
    }
  });
  return router;
}
