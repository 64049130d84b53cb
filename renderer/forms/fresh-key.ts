import { createContext } from 'react';

/** The key that an empty key field will be sent with, or null where it is sent empty. */
export const FreshKey = createContext<string | null>(null);
