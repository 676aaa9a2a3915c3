// Where the visitor is: the page of the shop, told by its button, and their time zone.
export const page = () => new URLSearchParams(location.hash.slice(1)).get("page") ?? location.href;
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
