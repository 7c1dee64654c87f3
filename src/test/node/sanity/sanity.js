// The two commands of Sanity's program that RESTORE.md types, done by Sanity's own packages against the
// API at SANITY_API_HOST: the program itself always asks the real service.
import {createReadStream} from 'node:fs'
import {createClient} from '@sanity/client'
import {exportDataset} from '@sanity/export'
import {sanityImport} from '@sanity/import'

const [noun, verb, ...rest] = process.argv.slice(2)
const words = rest.filter((word, i) => !word.startsWith('--') && !(rest[i - 1] ?? '').startsWith('--'))
const project = rest[rest.findIndex((word) => word.startsWith('--project')) + 1]
const client = (dataset) =>
  createClient({
    projectId: project,
    dataset,
    apiHost: process.env.SANITY_API_HOST,
    useProjectHostname: false,
    useCdn: false,
    token: process.env.SANITY_AUTH_TOKEN,
    apiVersion: '2025-02-19',
  })

switch (`${noun} ${verb}`) {
  case 'dataset create':
    await client(words[0]).datasets.create(words[0], {aclMode: 'private'})
    break
  case 'dataset import': {
    const done = await sanityImport(createReadStream(words[0]), {client: client(words[1]), operation: 'create'})
    console.log(JSON.stringify(done))
    break
  }
  case 'dataset export':
    await exportDataset({client: client(words[0]), dataset: words[0], outputPath: words[1], compress: false})
    break
  default:
    throw new Error(`no such command: ${noun} ${verb}`)
}
