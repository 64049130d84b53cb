import Button from '@mui/material/Button';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Page } from './Page.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly error: Error | null };

/** A fault of ours on one page leaves the others usable. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Page title="This page broke">
        <EmptyState
          text={`Firedrill made a mistake of its own while it drew this page (${error.message}). Nothing was sent by it, and drafts that were saved are still there.`}
        >
          <Button variant="contained" onClick={() => location.reload()}>
            Reload
          </Button>
        </EmptyState>
      </Page>
    );
  }
}
