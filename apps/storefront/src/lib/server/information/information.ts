/** What a page of information is made of. Its texts never reach the browser's scripts. */

/** A text in which [words](/path) are a link, to a page of the shop or a mail address. */
export type Rich = string
export type Table = { title: string; columns: string[]; rows: { name: string; cells: string[] }[] }
export type Block = Rich | { list: Rich[] } | { table: Table }
export type Information = {
  title: string
  lead: Rich
  /** For search engines. */
  description: string
  sections: { title: string; blocks: Block[] }[]
}
