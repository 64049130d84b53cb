import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Table } from '#renderer/ui/Table.tsx';
import type { HistoryStatistics } from '#shared/model/history.ts';
import { grouped } from '#shared/text/measure.ts';
import { ms } from './latency-words.ts';

type Props = Pick<HistoryStatistics, 'latencies'> & { readonly onClose: () => void };

/** The same for every destination, as numbers. */
export function LatencyDialog({ latencies, onClose }: Props) {
  return (
    <FormDialog
      title="How long answers took"
      cancelLabel="Close"
      startsAtCancel
      width={560}
      onClose={onClose}
    >
      <p>
        In milliseconds, from the request to the end of the answer; of the last sends that were answered,
        1,000 for each destination at most.
      </p>
      <Table>
        <colgroup>
          <col />
          <col style={{ width: 76 }} />
          <col style={{ width: 76 }} />
          <col style={{ width: 76 }} />
          <col style={{ width: 84 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Destination</th>
            <th scope="col" className="right">
              Sends
            </th>
            <th scope="col" className="right">
              p50
            </th>
            <th scope="col" className="right">
              p95
            </th>
            <th scope="col" className="right">
              p99
            </th>
          </tr>
        </thead>
        <tbody>
          {latencies.map(({ destinationId, name, sends, p50, p95, p99 }) => (
            <tr key={destinationId}>
              <td title={name}>{name}</td>
              <td className="right">{grouped(sends)}</td>
              <td className="right">{ms(p50)}</td>
              <td className="right">{ms(p95)}</td>
              <td className="right">{ms(p99)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </FormDialog>
  );
}
