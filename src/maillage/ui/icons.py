"""The icons: 24 px, 1.75 px stroke, round ends. Always beside a word, so always hidden from screen readers."""

ICONS = {
    "alert": '<path d="M12 7.5v6m0 3v.2"/><circle cx="12" cy="12" r="9"/>',
    "arrow": '<path d="M4 12h15m-5.5-5.5L19 12l-5.5 5.5"/>',
    "back": '<path d="M20 12H5m5.5-5.5L5 12l5.5 5.5"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14" rx="2"/><path d="M4 10h16M8.5 3.5v4m7-4v4"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "chevron": '<path d="m6 9.5 6 6 6-6"/>',
    "document": '<path d="M6.5 3.5h7l4 4v13h-11z"/><path d="M13.5 3.5v4h4M9.5 12h5m-5 3.5h5"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17c-5-5-5-12 0-17"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5m0-9v.2"/>',
    "lock": '<rect x="5.5" y="10.5" width="13" height="9" rx="2"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7.5 8 6 8-6"/>',
    "no": '<path d="M6 12h12"/>',
    "people": '<circle cx="9" cy="8.5" r="3.2"/><path d="M2.8 19.5c.5-3.6 2.9-5.3 6.2-5.3s5.7 1.7 6.2 5.3"/>'
    '<path d="M15.5 5.6a3.2 3.2 0 0 1 0 5.9m2 3c2.2.6 3.4 2.3 3.7 5"/>',
    "person": '<circle cx="12" cy="8.5" r="3.5"/><path d="M5 20c.6-4 3.3-6 7-6s6.4 2 7 6"/>',
    "place": '<path d="M12 20.5c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11z"/><circle cx="12" cy="9.5" r="2.2"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "unknown": '<path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3"/><path d="M12 18.2v.1"/>',
}
