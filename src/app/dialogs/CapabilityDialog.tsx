import { useState } from 'react';
import { useStore } from 'zustand';
import { packageStore } from '../../models/packageStore';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import styles from './CapabilityDialog.module.css';

interface CapabilityDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What runs where on this machine, and why; copyable for a report. */
export function CapabilityDialog({ open, onClose }: CapabilityDialogProps) {
  const { summary, capabilities, fault } = useStore(packageStore);
  const [copied, setCopied] = useState(false);
  const rows: [string, string][] = [
    ['Model', summary ? `${summary.title} · ${summary.nativeSize.width} × ${summary.nativeSize.height} · ${summary.scheduler}` : fault ? fault.message : 'not loaded yet'],
    ['Runs on', capabilities ? (capabilities.provider === 'webgpu' ? 'the graphics card (WebGPU)' : `the processor (WebAssembly, ${capabilities.wasmThreads} ${capabilities.wasmThreads === 1 ? 'thread' : 'threads'})`) : 'not known yet'],
    ...(capabilities?.webgpuRefusal ? ([['Why not WebGPU', capabilities.webgpuRefusal]] as [string, string][]) : []),
    ['Graphics adapter', capabilities?.adapter ?? 'none'],
    ['Half precision', capabilities?.shaderF16 ? 'yes' : 'no'],
    ['Runtime', capabilities ? `ONNX Runtime ${capabilities.runtimeVersion}${capabilities.jspi ? ' with JSPI' : ''}` : 'not started'],
    ...(summary?.parts ?? []).map(({ part, verdict }): [string, string] => [part.charAt(0).toUpperCase() + part.slice(1), verdict]),
    ['Browser', navigator.userAgent],
  ];
  const copy = async () => {
    await navigator.clipboard.writeText(rows.map(([name, value]) => `${name}: ${value}`).join('\n'));
    setCopied(true);
  };
  return (
    <Dialog title="What runs where" about="Everything is computed on this machine. Painting, maps and export work without any graphics card." open={open} onClose={onClose}>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={() => void copy()}>{copied ? 'Copied' : 'Copy diagnostics'}</Button>
    </Dialog>
  );
}
