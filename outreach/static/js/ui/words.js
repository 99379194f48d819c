// Every word of the phone app, in one place. Short, spoken, kind; numbers before words; no exclamation marks.
const many = (one, more) => (n) => `${n} ${n === 1 ? one : more}`;

export const W = {
  // everywhere
  back: 'needles back', close: 'Close', goBack: 'Back', change: 'Change', done: 'Done', cancel: 'Not now',
  leave: 'Leave now. Hold two seconds to wipe the notebook', leaveShort: 'Leave', erase: 'Erase', yes: 'Yes', no: 'No',
  practiceBar: 'Practice: nothing here counts',
  people: many('person', 'people'), items: many('item', 'items'), slips: many('slip', 'slips'),
  qtyOf: (n, name) => `${n} ${name}`, groupOf: (n) => `group of ${n}`, cameBackShort: (n) => `${n} back`,
  talkOnly: 'talk only', talkRow: 'Talk', noDetails: 'no details',

  // lock
  pin: 'PIN', pinKeys: 'PIN keys', digitsTyped: (n) => `${n} digits typed`, locked: 'Locked', clock: 'Clock',
  clockOpen: 'Hold for a second to open', passphrase: 'Passphrase', open: 'Open', opening: 'Opening',
  wrong: 'That is not it. Nothing is lost.', wrongWait: (s) => `Try again in ${s} seconds.`,
  pinGone: 'Five tries. Now the passphrase, please.', usePhrase: 'Use the passphrase', forgot: 'I forgot it',
  forgotTitle: 'Forgot the passphrase',
  forgotText: 'What is saved stays sealed on this phone and is still sent. What you can read here, such as this ' +
    'shift’s notebook, goes. Then you choose a new passphrase.',
  forgotDo: 'Wipe what is readable', forgotFailed: 'That did not work. Nothing is lost. Try again.',

  // not on this phone
  oldTitle: 'This browser cannot keep things safe',
  oldText: 'Open this page in Chrome 109 or newer, Firefox 113 or newer, or Safari 16.4 or newer.',
  inAppTitle: 'Open this in the phone’s browser',
  inAppText: 'This window belongs to another app and forgets what is saved. Copy the address, open Chrome, Firefox ' +
    'or Safari, and paste it there.',
  privateTitle: 'This is a private window',
  privateText: 'It forgets everything when it closes. Open the same address in a normal window.',
  insecureTitle: 'This address is not secure',
  insecureText: 'The phone only keeps things safe over https. Ask your coordinator for the right address.',
  copyAddress: 'Copy the address', copied: 'Copied. Now paste it in the browser.',
  tryHere: 'Try again', brokenTitle: 'The phone’s memory cannot be read', brokenText: 'Nothing was deleted. Close other apps, then try again. If it stays, bring the phone to your coordinator.',
  elsewhereTitle: 'Open in another window', elsewhereText: 'Only one window may write. The other one finishes first.',
  elsewhereDo: 'Use it here',

  // enrolment
  helloTitle: 'Set up', helloBig: 'Set up this phone', againTitle: 'Set up this phone again', againText: 'Ask your coordinator for a new code. What is saved stays and is still sent.', staysSealed: 'Everything saved stays on this phone, sealed.',
  linkRefused: 'The server did not take this code. Ask for a new one.', failedPlain: 'That did not work. Nothing is lost. Try again.',
  noLists: 'The lists are not here yet', noListsText: 'Zones and items come once, with the next signal.', helloText: 'Your coordinator shows a code. It works once and for ten minutes.',
  scanCode: 'Scan the code', pasteLink: 'Or paste the link', linkHint: 'https://…', go: 'Go on',
  joining: 'Joining', badLink: 'This is not a set-up link. Ask for a new one.',
  linkGone: 'This code was used or is too old. Ask for a new one.',
  linkFake: 'This code is not from your organisation’s key. Do not use it. Ask your coordinator.',
  noNetwork: 'No network now. Setting up needs it once; afterwards nothing does.',
  digitsTitle: 'Tell your coordinator these digits', digitsText: 'They type them at the desk. Then this page goes on by itself.',
  digitsSay: (d) => `Digits: ${d.split('').join(' ')}`, waiting: 'Waiting for the coordinator', checkNow: 'Check now',
  phraseTitle: 'Choose a passphrase', phraseText: 'You type it at the start of each shift. Nobody can look it up.',
  phraseWords: 'Four words for you', otherWords: 'Other words', takeWords: 'Use these words', ownPhrase: 'Type my own',
  ownLabel: 'Your own, at least 10 signs', againLabel: 'Type it once more', tooShort: (n) => `${n} more signs, please.`,
  notSame: 'The two are not the same yet.', confirmWords: 'Type the four words once', setPhrase: 'Set the passphrase',
  settingUp: 'Setting', notTheWords: 'Not quite the same words. Look again.', showWords: 'Show the words',

  // start of shift
  startTitle: 'Start of shift', tonight: { 0: 'Today is', 1: 'Today is', 2: 'Tonight is', 3: 'Tonight is' },
  dayYes: 'Yes, that is right', dayNo: 'No', dayTitle: 'Which day is it?', dayHint: 'Until 5 in the morning it is still the evening before.',
  zone: 'Zone', zoneTitle: 'Where', setting: 'Setting', site: 'Site', noSite: 'On the move',
  settingHint: 'where you meet people', start: 'Start shift', day: 'Day', startFirst: (missing) => `first: ${missing.join(', ').toLowerCase()}`,
  noZones: 'There is no zone on this phone yet. Ask your coordinator to draw one, then tap “Try now”.',
  zoneChange: (zone) => `Zone: ${zone}. Change`, partShift: ['Morning shift', 'Afternoon shift', 'Evening shift', 'Night shift'],
  pinRow: 'PIN for short breaks', pinRowOn: 'set for this shift', pinRowOff: '4 to 6 digits, this shift only', pinSetDo: 'Set PIN',
  practiceRow: 'Practice', practiceHint: 'entries that never count',

  // shift
  shift: 'Shift', tonightTitle: 'This shift so far', contactsSoFar: { 0: 'contacts so far', 1: 'contacts so far', 2: 'contacts tonight', 3: 'contacts tonight' },
  contactSoFar: { 0: 'contact so far', 1: 'contact so far', 2: 'contact tonight', 3: 'contact tonight' },
  cameBack: (n) => `${n} came back`, slipsWord: (n) => (n === 1 ? 'slip' : 'slips'), peopleWord: 'people',
  savedHere: 'Saved on this phone', undo: 'Undo', undone: 'Taken back', correct: 'Correct', lastSaved: 'Last saved', savedSub: (d) => `saved. ${d}`,
  sameAsLast: 'Same as last', newContact: 'New contact', toSend: many('to send', 'to send'), allProven: 'All proven',
  sending: 'Sending', needHelp: many('needs help', 'need help'), look: 'Look here', nothingToSend: 'Nothing to send', firstNight: 'Nothing logged yet', nothingYet: 'The first contact of this shift starts here.',
  draftRow: 'Not finished', draftGo: 'Go on', draftDrop: 'Drop', notebook: 'Notebook', safe: 'Safe', settings: 'Settings', main: 'Main',
  noBundles: 'your lead can add packs',

  // the form
  whatGiven: 'What was given', packs: 'Packs', allItems: 'All items', who: 'Who', whoHint: 'only what they want to say',
  newOrBack: 'New or returning', firstTime: 'First time', beenBefore: 'Been before', group: 'Group',
  howMany: 'How many people', seven: '7+', each: 'Each got this', together: 'All together', howCounted: 'How the supplies are counted',
  age: 'Age', gender: 'Gender', noSay: 'Rather not say', more: 'More', moreHint: 'skip what does not apply',
  needlesBack: 'Needles back', orBin: 'or a full bin', forOthers: 'Also for others', forOthersHint: 'how many people',
  referral: 'Referral', referralHint: 'makes a slip, no name', all: (n) => `All ${n}`, talked: 'We talked about', allTopics: 'More topics',
  populations: 'About them', populationsHint: 'several, if they say so', cardCode: 'Card code', cardNone: 'none: that is fine',
  anotherWord: 'Another word for gender', under18: 'Under 18: the same care. Your lead knows the safeguarding steps.',
  moreBy: (name, n) => `${name}: ${n} more`, lessBy: (name, n) => `${name}: ${n} less`, typeNumber: (name) => `${name}: type the number`, keysOpen: 'type a number',
  save: 'Save', saving: 'Saving', saveCorrection: 'Save correction', correctTitle: 'Correct', each_: (n) => `each of ${n}`,
  notSaved: 'Not saved yet', slow: 'The phone is slow. Keep this page open and tap Save again.',
  full: 'The phone is full. Make room, keep this page open and tap Save again.',
  failed: 'Keep this page open and tap Save again.', notComplete: (field) => `Look at this again: ${field}.`,
  groupNumber: 'How many people', setTo: (n) => `Set ${n}`, usualAmounts: 'Usual amounts', numberKeys: 'Number keys', takeOut: 'Take out',
  whyGiven: 'Why', counted: 'Counted', litres: 'Litres of bin', kilos: 'Kilograms', howBack: 'How it was measured', about: (n) => `about ${n} needles`,
  decimal: 'Point', findItem: 'Find an item', nothingFound: 'Nothing by this name.', findReferral: 'Find a referral', referralTitle: 'Referral',
  scanCard: 'Scan the card', typeCode: 'Type the code', codeHint: 'as on their card', noCode: 'No code', useCode: 'Use this code',
  badCode: '4 to 20 letters or numbers.', noCamera: 'No camera here, or not allowed. Type it instead.', lookAtCode: 'Hold the code in the frame',
  copyHint: 'not copied: each person is new', slipShow: 'Show this. No name needed.', slipPaper: 'Write it down for them, or let them take a photo.',
  groups: {
    tests: 'Tests and vaccines', hiv: 'HIV prevention and care', drugs: 'Drug treatment', health: 'Health', mind: 'Mind and crisis',
    violence: 'Violence', law: 'Law and papers', home: 'Home and needs', livelihood: 'Livelihood, only when asked for', peers: 'Peers',
  },

  // notebook, end of shift
  notebookHint: 'this shift only', emptyBook: 'The notebook is empty', emptyBookText: 'What you save this shift stands here until the shift ends.',
  offBook: 'The notebook is off', offBookText: 'Records are sealed as soon as they are saved. Nobody can read them on this phone, you neither.',
  voided: 'taken out', voidIt: 'Take out', voidSub: 'it will not count', practiceTag: 'practice', endShift: 'End of shift',
  given: 'Given this shift', nothingGiven: 'Nothing was given.', closeShift: 'Close shift', wipes: 'wipes the notebook', waitSealed: (n) => `${n} wait, sealed`,
  waitSealedSub: 'they leave with the next signal', allSent: 'Everything is sent', allSentSub: 'the server proved it', contactsWord: (n) => (n === 1 ? 'contact' : 'contacts'),
  safeWord: 'safe',

  // what is safe
  safeTitle: 'What is safe', onlyHere: 'only on this phone', sentFrom: 'sent from here', heldThere: 'held by the server',
  meter: (held, all) => `${held} of ${all} are held by the server`, nothingLost: 'Nothing is lost.', allSaved: (all, wait) => `All ${all} are saved. ${wait} ${wait === 1 ? 'waits' : 'wait'} for signal and ${wait === 1 ? 'goes by itself' : 'go by themselves'}.`,
  provenAt: (t) => `All proven at ${t}.`, provenText: 'The server showed a mark for each record. They match.', noneYet: 'Nothing is saved yet.', noneYetText: 'Each record will stand here until the server has proved that it holds it.',
  roomUnknown: 'room not known', notKept: 'look', differs: 'differs', seen: 'Seen', passing: ['recovered', 'torn', 'notebook', 'slow', 'full', 'damaged'],
  problems: {
    missing: [(n) => `${n} could not be read`, 'Both copies on this phone are damaged. Bring the phone to your coordinator; keep the rescue file.'],
    altered: [(n) => `${n} changed on the phone`, 'They are kept and sent as they are; the team will look at them.'],
    torn: ['The last write was cut', 'What was not “saved” yet is gone. Everything that said “saved” is here.'],
    recovered: [(n) => `${n} recovered`, 'They stood in one copy only and are in both again.'],
    full: ['The phone is full', 'Delete pictures or apps, then save again.'], slow: ['The phone was slow', 'It is saved as soon as the page says so.'],
    damaged: ['The phone’s memory made an error', 'Try again. If it stays, make a rescue file.'], notebook: ['The notebook could not be written', 'The record itself is saved.'],
    enrol_again: ['Set up this phone again', 'Ask your coordinator for a new code. Everything saved stays.'], revoked: ['This phone was locked by your team', 'Readable things were wiped. What is saved is still sent.'],
    differs: ['Phone and server do not agree', 'Everything is being sent again. Tell your coordinator if this stays.'], elsewhere: ['Another window writes', 'Close the other one.'],
    auth: ['The server does not know this phone', 'Ask your coordinator for a new code. Everything saved stays.'], other: ['Something needs a look', 'Nothing is lost. Show this page to your coordinator.'],
  },
  oldest: 'Oldest waiting', oldestSub: (ago) => `saved ${ago}`, nothingWaits: 'nothing waits', fine: 'fine', tooOld: 'find signal', lastProof: 'Last proof',
  heldOf: (held, total, t) => `server held ${held} of ${total}, ${t}`, noProof: 'none yet', matched: 'matched', signal: 'Signal', sendsItself: 'sends by itself', triesItself: 'tries again by itself',
  there: 'there', noneNow: 'none now', sealedRow: 'Locked', sealedSub: 'only your team can open', sealed: 'sealed', room: 'Room on this phone', free: (mb) => `${mb} MB free`,
  kept: 'kept by the phone', mayErase: 'the phone may erase it', notInstalled: 'Not on the home screen', notInstalledSub: 'put it there, so the phone keeps it', doIt: 'do it', installed: 'On the home screen', installedSub: 'the phone keeps it',
  rescue: 'Rescue file', rescued: 'A sealed copy is in your downloads. Only your team can open it.', tryNow: 'Try now', version: (v) => `Version ${v}`, updateReady: 'A new version is ready', updateSub: 'takes a second, keeps everything', updateDo: 'Update',
  installTitle: 'Put it on the home screen', installIos: 'Tap Share, then “Add to Home Screen”.', installAndroid: 'Open the browser’s menu (three dots), then “Add to Home screen”.', installText: 'Then the phone does not erase it when room is short. Its name there is “Notes”.', installDo: 'Add it now',
  ago: { min: many('minute ago', 'minutes ago'), hour: many('hour ago', 'hours ago'), day: many('day ago', 'days ago') },

  // settings
  settingsTitle: 'Settings', theme: 'Screen', themes: { dark: 'Dark', light: 'Light', auto: 'As the phone' }, words: 'Size of words', wordSizes: ['A', 'A+', 'A++'], wordNames: ['Normal', 'Larger', 'Largest'],
  hand: 'Hand', hands: { right: 'Right', left: 'Left' }, movement: 'Movement', movements: { false: 'Short', true: 'None' }, buzz: 'Vibration', onOff: { true: 'On', false: 'Off' },
  showKeys: 'Show PIN keys', lockNow: 'Lock now', wipe: 'Wipe the notebook', wipeSub: 'readable things go; what is saved stays, sealed', wipeAgain: 'Tap again to wipe', team: 'Team', thisPhone: 'This phone',
};
