/** What we write to people about their accounts: letters with a link that shows that they read them. */
import { greeting, heading, type Letter, letter, paragraph } from './layout.ts'

/** `url` of the storefront, without a slash at its end. */
export type AboutAccount = { shop: string; url: string; name: string; token: string }

export function verifyEmail({ shop, url, name, token }: AboutAccount): Letter {
  return letter({
    shop,
    because: 'of an account',
    subject: 'Please confirm your e-mail address',
    preview: `One step, so that letters about your orders with ${shop} reach you.`,
    blocks: [
      greeting(name),
      paragraph(
        `Welcome to ${shop}. Please confirm that this is your e-mail address, so that we know that our letters reach you.`,
      ),
      { kind: 'link', text: 'Confirm my e-mail address', url: linkTo(url, 'verify', token) },
      paragraph('The link works for seven days. After that you can have a new one sent from your account’s page.'),
      heading('This was not you?'),
      paragraph('Then somebody mistyped their address. You need not do anything: just leave this e-mail alone.'),
    ],
  })
}

export function resetPassword({ shop, url, name, token }: AboutAccount): Letter {
  return letter({
    shop,
    because: 'of an account',
    subject: 'Set a new password',
    preview: 'The link works once, within an hour.',
    blocks: [
      greeting(name),
      paragraph(`Somebody asked for a new password for your account with ${shop}. If it was you, set it here.`),
      { kind: 'link', text: 'Set a new password', url: linkTo(url, 'reset', token) },
      paragraph(
        'The link works once, within an hour, and only the newest one that you asked for. ' +
          'With the new password you are signed out wherever you were signed in.',
      ),
      heading('This was not you?'),
      paragraph(
        'Then you need not do anything: your password stays as it is, and the link is in nobody’s hands but yours. ' +
          'Please give it to nobody, not even to us.',
      ),
    ],
  })
}

function linkTo(url: string, page: 'verify' | 'reset', token: string) {
  return `${url}/account/${page}?token=${encodeURIComponent(token)}`
}
