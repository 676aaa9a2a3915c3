// Shows notices while no page is open. It keeps nothing, answers for no page, and fetches nothing.
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));

async function show(data) {
  const told = data?.json() ?? {};
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some((page) => page.focused)) return; // it stands at the bell before their eyes
  await self.registration.showNotification(told.title ?? "Keepword", {
    body: told.body,
    tag: told.tag,
    lang: told.lang,
    dir: told.dir,
    data: { address: told.address },
  });
}

async function open(notice) {
  notice.close();
  const address = new URL(notice.data?.address ?? "/notices", self.location.origin);
  if (address.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [page] = pages;
  if (!page) return self.clients.openWindow(address.href);
  try {
    await (await page.focus()).navigate(address.href);
  } catch {
    await self.clients.openWindow(address.href);
  }
}
