import { briefTime } from '#renderer/ui/times.ts';

/** When something was last used, in a table. */
export function UsedCell({ at, now }: { readonly at: string | null; readonly now: Date }) {
  if (at === null) return <td className="right quiet">never</td>;
  return (
    <td className="right second" title={`${at} (UTC)`}>
      {briefTime(at, now)}
    </td>
  );
}
