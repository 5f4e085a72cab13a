/** Every statement on pictures: as they were added, and in the forms that were asked for. */
import type { Db } from '@souk/platform/database/pool.ts'
import { sql } from '@souk/platform/database/sql.ts'
import type { ContentType } from './image.ts'

/** `contentType`: where given, the type that the picture must have been added as. */
type Address = { id: string; contentType: ContentType | undefined }

export async function addImage(db: Db, id: string, contentType: string, bytes: Buffer) {
  await db.run(sql`
    insert into images (id, content_type, bytes) values (${id}, ${contentType}, ${bytes}) on conflict (id) do nothing`)
}

export function imageById(db: Db, { id, contentType }: Address) {
  return db.maybe(sql<{ contentType: ContentType; bytes: Buffer }>`
    select content_type as "contentType", bytes from images
    where id = ${id} and content_type = coalesce(${contentType ?? null}, content_type)`)
}

/** @returns undefined where there is no such picture, `bytes` null where it is not yet kept in this form */
export function keptPicture(db: Db, { id, contentType }: Address, form: string) {
  return db.maybe(sql<{ bytes: Buffer | null }>`
    select p.bytes from images i left join pictures p on p.image_id = i.id and p.form = ${form}
    where id = ${id} and content_type = coalesce(${contentType ?? null}, content_type)`)
}

export async function keepPicture(db: Db, id: string, form: string, bytes: Buffer) {
  await db.run(sql`
    insert into pictures (image_id, form, bytes) values (${id}, ${form}, ${bytes})
    on conflict (image_id, form) do nothing`)
}
