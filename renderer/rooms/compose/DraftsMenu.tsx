import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#renderer/host/client.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { ProviderTag } from '#renderer/ui/ProviderTag.tsx';
import { explainError } from '#shared/contract/explain-error.ts';
import type { Draft } from '#shared/model/draft.ts';
import { openParams, savedDraft, subject } from './draft.ts';

type DraftsMenuProps = {
  readonly openId: string;
  readonly onOpen: (draft: Draft) => void;
  readonly onRemoved: (id: string) => void;
};

/** The alerts that are being written, newest first. */
export function DraftsMenu({ openId, onOpen, onRemoved }: DraftsMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        size="small"
        variant="text"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        endIcon={<Icon name="down" size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Drafts
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': 'Drafts',
            sx: { mt: 1, width: 400, maxWidth: 'calc(100% - 24px)', maxHeight: 420 },
          },
        }}
      >
        <Drafts
          openId={openId}
          onOpen={(draft) => {
            setAnchor(null);
            onOpen(draft);
          }}
          onRemoved={onRemoved}
        />
      </Popover>
    </>
  );
}

function Drafts({ openId, onOpen, onRemoved }: DraftsMenuProps) {
  const queries = useQueryClient();
  const drafts = useQuery(api.drafts.list.queryOptions({ input: {} }));
  const remove = useMutation(
    api.drafts.remove.mutationOptions({
      onSuccess: (_nothing, { id }) => {
        onRemoved(id);
        return queries.invalidateQueries({ queryKey: api.drafts.key() });
      },
    }),
  );
  const failure = drafts.error ?? remove.error;
  return (
    <Box component="ul" aria-label="Drafts" sx={{ p: 1 }}>
      {failure !== null && (
        <Box component="li" sx={{ p: 1 }}>
          <Notice tone="error">{explainError(failure)}</Notice>
        </Box>
      )}
      {drafts.data?.length === 0 && (
        <Box component="li" sx={{ p: 2, typography: 'body2', color: 'text.tertiary' }}>
          No drafts yet. Whatever you type is kept here.
        </Box>
      )}
      {drafts.data?.map((draft) => {
        const { provider } = subject(draft);
        const summary = inWords(draft);
        return (
          <Box component="li" key={draft.id} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <ButtonBase
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the menu was opened to choose one of these
              autoFocus={draft.id === openId}
              aria-current={draft.id === openId ? 'true' : undefined}
              onClick={() => onOpen(draft)}
              sx={row}
            >
              <ProviderTag tag={provider.tag} name={provider.name} />
              <Box
                component="span"
                sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}
              >
                {summary}
              </Box>
              <Box component="span" sx={{ typography: 'body2', color: 'text.tertiary' }}>
                {when(draft.updatedAt)}
              </Box>
            </ButtonBase>
            <IconButton
              size="small"
              aria-label={`Remove the draft ${summary}`}
              onClick={() => remove.mutate({ id: draft.id })}
            >
              <Icon name="trash" size={14} />
            </IconButton>
          </Box>
        );
      })}
    </Box>
  );
}

function inWords(draft: Draft): string {
  try {
    const words = subject(draft)
      .kind.summary(openParams(savedDraft(draft)))
      .trim();
    return words === '' ? 'Empty' : words;
  } catch {
    return 'Empty';
  }
}

function when(time: string): string {
  const then = new Date(time);
  return then.toDateString() === new Date().toDateString()
    ? then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

const row = {
  display: 'flex',
  flex: 1,
  minWidth: 0,
  minHeight: 30,
  gap: 2,
  px: 2,
  borderRadius: '4px',
  textAlign: 'left',
  whiteSpace: 'nowrap',
  typography: 'body1',
  '&:hover': { bgcolor: 'surface.sunken' },
  '&:focus-visible': { outline: '2px solid var(--fd-palette-accent-line)', outlineOffset: -2 },
  '&[aria-current]': {
    bgcolor: 'accent.tint',
    boxShadow: 'inset 3px 0 0 var(--fd-palette-accent-line)',
  },
} as const;
