import { readdirSync } from 'node:fs';
import { folderSource } from './node-runtime/folderSource';
import { inspectPackage } from '../workers/packages/inspect/inspectPackage';
const root='/work/main/e2e/fixtures/packages/';
for (const n of [...readdirSync(root,{withFileTypes:true}).filter(d=>d.isDirectory()).map(d=>root+d.name), '/work/main/public/models/starter']) {
 const t=Date.now();
 try { const p = await inspectPackage(folderSource(n), {provider:'webgpu',shaderF16:true,jspi:true}); console.log('\n##',p.title, '|',p.layout, p.familyWords,'|', p.scheduler, p.nativeSize.width, p.parts.map(x=>x.part+':'+x.precision+':'+x.opset+':'+x.files.length+(x.fixedSize?' fixed':'')).join(' '), (p.estimatedMemoryBytes/1e6).toFixed(1), p.totalBytes, p.features.map(f=>f.feature+'='+f.works).join(' '), Date.now()-t,'ms'); for (const f of p.findings) console.log('  ',f.severity,f.code,f.part,f.message); }
 catch(e:any) { console.log(n, e.code, e.message, e.hint, e.code?'':e.stack); }
}
