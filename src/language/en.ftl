# The texts of the interface in English. Every key is in every language's file.

# Dates
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date = { $weekday } { $day } { $month } { $year }
date-and-time = { $date } at { $time }

# Every page
skip = Skip to the main part
leave = Leave this page
help-heading = Need to talk to someone?
help-childline = Childline is free, day and night, until you are 19:
help-danger = Are you or someone else in danger? Phone
help-link = Who can help
privacy-link = What we keep
accessibility-link = Accessibility
about-label = About this form
new-tab = (new tab)
language-label = Language

# Before the first question
minutes = { $minutes ->
    [one] It takes about one minute.
   *[other] It takes about { $minutes } minutes.
}
know-heading = Good to know
know-anonymous = { $reader ->
    [child] Nobody can find out that it was you. We do not ask for your name. We do not keep anything that shows who you are.
    [young] It is anonymous. We do not ask for your name, and we do not keep anything that shows who you are.
   *[other] It is anonymous. Speir keeps no name, address, device or time with your answers, and nobody can see who has answered.
}
know-shared = { $reader ->
    [child] The people who run services where you live see what everyone said, as numbers. They do not see your own answers, or what you wrote.
    [young] The person who co-ordinates services in your area sees the results as numbers about groups. They see nobody’s own answers, and no comments.
   *[other] This is a self-evaluation: your area’s co-ordinator sees the results as figures about groups, but nobody’s own answers and no comments.
}
know-named = It is not anonymous: the inspection team sees who filled it in.
know-skip = { $reader ->
    [child] You can skip any question. You can stop at any time.
   *[other] You can skip any question, and stop at any time.
}
know-send = Nothing is sent until you press Send.
know-danger = { $reader ->
    [child] We cannot write back or send help from here. If you or someone else is in danger, phone 999. Or phone Childline on { $childline }. It is free, day and night.
    [young] Nobody can reply or send help through this form. If you or someone else is in danger, phone 999. You can phone Childline free, day and night, until your 19th birthday: { $childline }. You can also text us on { $text }.
   *[other] Nobody can reply or send help through this form. If you or anyone else is in danger, phone 999 or your council’s child protection team. Children can phone Childline free, day and night: { $childline }.
}
know-duty = { $reader ->
    [child] We must tell someone if we think a person is not safe. But we do not know who wrote what, so there is only a little that we can do. If you want help, tell an adult you trust.
   *[other] We have a duty to pass on concerns about someone’s safety. Because this form is anonymous, there may be little that anyone can do with them. If you want something done, tell someone directly.
}
know-leave = { $reader ->
    [child] “Leave this page” is at the top. It takes you to another website. Your answers are then gone. The page stays in your browser’s history. To remove it, open the history and delete it.
   *[other] “Leave this page” at the top takes you to another website at once. Your answers are not kept. Your browser’s history is not erased: open its history to delete this page from it.
}
leave-key = On a keyboard, pressing Shift three times does the same.
start = Start
see-all = See all my questions
see-answers = See all my answers
draft = A speaker has not yet checked this translation.

# Questions
question-of = Question { $number } of { $total }
question-number = Question { $number }
next = Next
back = Back
or = or
any-number = Choose as many as you like.
own-words = You can write up to { $count } characters. Do not write names, or anything else that shows who you or others are.
number-between = Write a whole number from { $min } to { $max }.
characters-left = Characters left:
characters-over = Characters too many:
only-if = This question is for people who answered { $answers } to question { $number }.
only-unless = Skip this question if you answered { $answers } to question { $number }.
not-needed = You do not need this question, because of an earlier answer.
listen = Listen

# Sending
all-heading = All your questions
all-text = Look through your answers. You can change any of them. Send is at the end.
send-heading = That was the last question
send-text = { $reader ->
    [child] Press Send to give us your answers. You can look at them again first. After you press Send you cannot change them.
   *[other] Press Send to give us your answers. You can look through them first. Once sent, they cannot be changed or found again, by you or by us.
}
send-named = Your answers go to the inspection team, with who gave them.
send = Send my answers
preview = This is a preview. Nothing can be sent from it.
sending = Sending…
send-failed = The connection was lost. Your answers are still on this page. If you pressed Send, we keep trying.
send-busy = Many people are sending just now. Your answers are still on this page, and we keep trying.

# Problems
error-prefix = Error:
print-blank = If you answer on paper, give this form back to the person who gave it to you. Do not write your name on it.
print-own = This is your own copy. Printing does not send your answers.
problem-heading = There is a problem
problem-nothing = You have not answered any question yet. Answer at least one, then press Send.
problem-too-long = Your answer has { $over ->
    [one] one character
   *[other] { $shown } characters
} too many. Shorten it to { $max } characters.
problem-two-answers = This question takes one answer. Choose the one that fits best.
problem-not-alone = { $count ->
    [one] You ticked both { $first } and { $others }. Only one of them can be right: untick the other.
   *[other] You ticked both { $first } and others: { $others }. They cannot all be right: untick those that are not.
}
problem-unknown-answer = That answer is not one of those offered. Choose one of them.
problem-not-a-number = Write a whole number from { $min } to { $max }, in digits.
problem-unknown-question = Something was sent that is not part of this form. Your answers are below. Check them, and press Send again.
again-open-link = You can also answer this survey without a personal link. To send your answers that way, press Send.
again-later = Your answers are still below. Keep this page open, or copy what you wrote, and send it when the survey is open.
again-nowhere = Your answers are still below, so you can copy or print them. If you want to tell us something, write to
returned-text = Your answers were not sent, but nothing is lost. What you wrote is below. You can copy it, or try again in a minute.
returned-send = Send again
taken-heading = Have you sent your answers yet?
taken-text = Answers have already been sent from this address. If you have not sent yours yet, press Send now: they are still below. If you have, you are finished and can close this page.
used-heading = This link has been used already
used-text = Answers have already been sent with this personal link or code, which works once. If you sent them, you are finished and can close this page. The answers below were not sent.
elsewhere-text = They came from a page on another website. Nothing is lost: all your answers are still below. Check them, and press Send again.
keep = Keep my answers on this device until I send them
keep-hint = Do not choose this on a shared device: others could see them until then.
close = Close
busy-heading = Your answers are not sent yet
busy-text = The service cannot take them right now. Nothing is lost: all your answers are still below. Wait a minute, and press Send again.
crowd-text = Many answers came from your connection in a short time. Nothing is lost: all your answers are still below. Wait a minute, and press Send again.

# Pages that are not the form
thanks-title = Thank you
thanks-text = { $reader ->
    [child] We have your answers. Thank you for telling us what you think.
   *[other] Your answers have been received. Thank you for the time you took.
}
thanks-next-heading = What happens next
thanks-next = { $reader ->
    [child] Inspectors read what everyone said. Then they tell the people who run services what is good and what must get better. You can read what they found on the { $inspectorate } website, when the inspection is over.
   *[other] Inspectors read what everyone said, together with everything else that they see in your area. What they find, and what has to change, is published on the { $inspectorate } website when the inspection is over.
}
thanks-close = You can close this page now. If others use this device, close the browser too.
spent-title = These answers have already been sent
spent-text = The form at this address has been used once, and a form can be sent only once. If that was you, we have your answers and you do not need to do anything.
spent-fresh = If you have not answered yet, you can do so with a new form.
spent-open = Open a new form
spent-again = If it was not you, someone else has used this invitation, which works once. Ask the person who gave it to you, or write to
left-title = You left this form
left-text = If you did not mean to leave, you can open it again. Your answers were not kept.
left-again = Open the form again
personal-title = This form needs a personal link or code
personal-text = If you got an email about this survey, open the link in it. Each link works once, for one person.
personal-code = If you have a slip of paper with a code, type the code here
revoked-title = This link or slip no longer works
revoked-text = It was cancelled. Ask the person who gave it to you for a new one. If it came by email, look for a newer message. You can answer with that.
closed-title = This survey has closed
closed-text = It closed on { $when }. No more answers can be sent. Thank you for wanting to tell us what you think.
closed-next = You can still tell the { $inspectorate } what you think: the page “Who can help” says how.
planned-title = This survey has not opened yet
planned-text = It opens on { $when }. Come back then with the same address.
unknown-title = There is no form at this address
unknown-text = Check the address: every letter and number must be the same as on your message, slip or poster. If it still does not open, ask the person who gave it to you.
too-large-title = That was too much to send
too-large-text = What you sent is too long for this form, so nothing was kept. Go back, shorten what you wrote, and press Send again.
too-slow-title = That took too long to arrive
too-slow-text = The connection was too slow, so nothing was kept. Go back and press Send again. If it happens again, try where the connection is better.
crowded-title = Too much is arriving at once
crowded-text = The service cannot take what you sent right now, and did not keep it. Wait a minute, go back, and press Send again.

unreadable-title = That could not be read
unreadable-text = What was sent did not come from this form, or was damaged on the way. Nothing was kept. Go back and press Send again.
gone-title = There is no page at this address
gone-text = Check the address, or start from the front page.
method-title = This page cannot do that
method-text = Go back to the page that you came from, and try again from there.
broken-title = Something went wrong here
broken-text = It is our fault, and we have recorded it. Go back and try again in a minute.

# Invitations and reminders, as emails
mail-subject = { $kind ->
    [invitation] { $inspectorate } survey of services for children in { $area }, until { $day }
    [reminder] Reminder: { $inspectorate } survey of services for children in { $area }, until { $day }
   *[last] Last reminder: { $inspectorate } survey of services for children in { $area }, until { $day }
}
mail-test = Test: { $subject }
mail-first = { $kind ->
    [invitation] The { $inspectorate } would like to know what you think of services for children and young people in { $area }.
    [reminder] This is a reminder: the { $inspectorate } would like to know what you think of services for children and young people in { $area }.
   *[last] This is the last reminder: the { $inspectorate } would like to know what you think of services for children and young people in { $area }.
}
mail-preview = This is a test. Its links open no form and stop no messages.
mail-opening = What you say helps the inspectors to see what works well and what has to get better.
mail-unused = Your personal link has not been used yet. If you have just answered, thank you. You do not need to do anything else.
mail-answered = If you have answered already, thank you: there is nothing to do. Everybody gets this reminder, because nobody is told who has answered.
mail-part = The survey is part of “{ $title }”.
mail-time = { $minutes ->
    [one] It takes about one minute. You can answer until { $until }.
   *[other] It takes about { $minutes } minutes. You can answer until { $until }.
}
mail-action = Answer the survey
mail-copy = If that does not open, copy this link into your browser:
mail-anonymous = It is anonymous. Your link works once. When you send your answers, the link is deleted, and nothing about it is kept with your answers. Nobody is told who has answered, neither your employer nor the inspectors, and nobody can find out which answers are yours.
mail-shared = This is a self-evaluation. Your area’s co-ordinator sees the results as figures about groups, but nobody’s own answers and no comments.
mail-own = The link is only for you. Do not forward this message.
mail-danger = Nobody can reply or send help through the survey. If you or anyone else is in danger, phone 999.
mail-reply = { $ours ->
    [yes] Questions? Reply to this message. Your reply goes to the { $inspectorate } ({ $reply }) and to nobody else. A reply is not anonymous.
   *[no] Questions? Reply to this message. Your reply goes to { $reply }. A reply is not anonymous.
}
mail-phone = You can also phone { $phone }.
mail-check = { $listed ->
    [yes] Is this message real? Our page of running surveys names this one, and says how to reach the { $inspectorate }:
   *[no] Is this message real? Our page of running surveys does not name this one, but says how to reach the { $inspectorate }, who can tell you:
}
mail-team = The inspection team
mail-signed = { $team }, { $inspectorate }
mail-stop = Reminders are sent automatically if a link has not been used. To get no more messages about this survey:
mail-stop-all = Reminders are sent automatically to everybody who was invited. To get no more messages about this survey:
mail-stop-link = Stop the messages
mail-other-language = Tha an teachdaireachd seo sa Ghàidhlig gu h-ìosal.

# The page of running surveys
now-title = Surveys that are running now
now-lead = Here you can check whether a message, a letter or a poster about a survey is real. The { $inspectorate } is running these surveys at the moment.
now-none = The { $inspectorate } has no surveys to list here at the moment.
now-at = This list is as of { $when }.
now-until = Until
now-contact-heading = How to recognise a real message
now-from = Our messages come from { $from }, and every link in them begins with { $base }.
now-never = We never ask for a password, money or bank details, and you do not need to sign in to answer.
now-links = There are no links to the surveys on this page. If you have been asked, the link is in your message, or on your slip or poster.
now-unsure = If you are not sure, do not open the link. Ask us:
now-email = Email
now-phone = Phone
now-team = { $team } is asking.
now-everywhere = Everywhere in Scotland
now-more = More surveys are running than are listed here. Ask us about any other.
now-unlisted = Not every survey is listed here. If yours is not, ask us.

# Stopping messages
stop-title = Do you want no more messages about this survey?
stop-text = We then delete your email address and send you no more messages about this survey. Your link still works: you can answer if you want to.
stop-button = Stop the messages
stopped-title = You will get no more messages about this survey
stopped-text = Your email address has been deleted. Your link still works until the survey closes, if you want to answer.

# Typing the code of a slip
code-title = Type the code from your slip
code-label = Your code
code-hint = It has 8 letters, like { $example }. You can use small or capital letters, and leave out the dash.
code-open = Open my form
code-scan = Does your slip have a square pattern on it? You can scan that with a phone instead.
code-problem-empty = Type the code that is on your slip.
code-problem-character = No code has “{ $character }” in it. Look at your slip again, and correct it.
code-problem-length = A code has { $length } letters. You typed { $count ->
    [one] one
   *[other] { $count }
}. Look at your slip again.
code-problem-unknown = This code does not open a form. Check every letter against your slip.
code-more-unknown = A code works only once. If yours is new and still does not work, ask the person who gave you the slip.
code-problem-wait = Too many wrong codes were typed. Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, then press the button again.
code-more-wait = Your code is still here. If your slip has a square pattern, you can scan that now.
code-problem-busy = The service cannot look up your code. Wait a minute, then press the button again.
code-more-busy = Your code is still here.

# On paper, for slips and posters
paper-title = What do you think?
paper-day = { $day } { $month }
paper-scan = Scan this
paper-childline = free, day and night
paper-asked-by = The { $inspectorate } asks.
paper-until = You can answer until { $date }.
slip-type = Or type this code at
slip-once = Works once, until { $day }
poster-type = Or type this address

# The front page
front-title = Speir
front-lead = Speir asks children, young people, parents, carers and staff in Scotland what they think of services for children.
front-link = Were you given a link or a QR code? Open it to see the form.
front-code = Were you given a slip of paper with a code? Type the code here
front-now = Is a message about a survey real? See which surveys are running
front-anonymous = What you say stays anonymous. We set no cookie and keep nothing that shows who you are.
front-sign-in = Inspection teams sign in here

# Help
help-title = Who can help
help-now-heading = If you or someone else is in danger
help-now = Phone 999 and ask for the police or an ambulance.
help-talk-heading = If you want to talk to someone
help-talk = You can talk to Childline about anything. It is free, at any time of day or night, until your 19th birthday. It does not show on a phone bill. Phone
help-council-heading = If you are worried about a child
help-council = Tell your council’s child protection team, or a teacher, a doctor, a nurse or a social worker. They know what to do.
help-us-heading = If you want to tell the { $inspectorate }
help-us = Young people can send a text to
help-form-heading = What this form can and cannot do
help-form = The form is anonymous. Nobody can reply to what you write, and nobody can send help through it. Inspectors have a duty to pass on a concern about someone’s safety, but they do not know who wrote it, so there may be little that they can do.

# Privacy
privacy-title = What we keep
privacy-kept-heading = What we keep
privacy-kept = Only your answers, and a count of how many people have answered in your area on each day.
privacy-not-heading = What we do not keep
privacy-not-1 = With your answers: no name, no email address and no number that identifies you.
privacy-not-2 = No address of your phone or computer, and nothing about what kind of device it is.
privacy-not-3 = No record of when you answered.
privacy-not-4 = No cookies, and nothing stored on your device by these pages.
privacy-how-heading = How your answers are kept
privacy-how = While a survey is open, answers are sealed: nobody can read them, not even the inspectors. When it closes, they are mixed in random order, so that nothing shows who sent which. Comments may be read earlier, mixed with those of many others.
privacy-email-heading = If we wrote to you by email
privacy-email = Your email address is encrypted and kept apart from all answers. We use it only to write to you about this survey. It is deleted soon after the survey closes, or at once if you stop the messages. When you send your answers, your personal link is deleted, so that it cannot be used again. Nothing about it is kept with your answers.
privacy-small-heading = Small groups
privacy-small = We show no figures about a group if only a few people in it answered.
privacy-who-heading = Who reads them
privacy-who = The inspection team of the { $inspectorate } and the bodies it inspects with. What they find is published; what one person said is not, unless nobody can tell who it was.
privacy-shared = If an area evaluates its own services, its co-ordinator sees the results too, as figures about groups. They see nobody’s own answers and no comments. The form says so at the start.
privacy-change-heading = Changing or removing an answer
privacy-change = Because nothing shows who sent an answer, it cannot be found, changed or removed after it is sent.
privacy-ask-heading = Questions
privacy-ask = Write to

# Accessibility
accessibility-title = Accessibility
accessibility-can-heading = What you can do
accessibility-can-1 = Use it with only a keyboard, with your voice, or with a screen reader.
accessibility-can-2 = Zoom in to 400 per cent, and use it on a small screen without scrolling sideways.
accessibility-can-3 = Use your own colours, dark mode, or no style at all.
accessibility-can-4 = Use it with scripts switched off.
accessibility-can-5 = Take as long as you like. Nothing times out while the survey is open.
accessibility-how-heading = How it meets the rules
accessibility-how = The forms are made to meet the Web Content Accessibility Guidelines 2.2 at level AA, and have been tested automatically in Chromium and Firefox, with and without scripts. They have not yet been tested with disabled people or by an independent body.
accessibility-not-heading = What is not accessible yet
accessibility-not-1 = There is no British Sign Language version yet.
accessibility-not-2 = There is no Easy Read version with pictures yet.
accessibility-not-3 = The Gaelic translations have not been checked by a speaker.
accessibility-not-4 = Browsers from before 2023 show all questions on one long page.
accessibility-other-heading = Another way to answer
accessibility-other = Ask the person who gave you this form for a paper copy or for another language, or ask somebody you trust to fill it in with you. You can also write to
accessibility-complain-heading = If something does not work for you
accessibility-complain = Tell us what happened by writing to { $email }. If our answer does not help, the Equality Advisory and Support Service can advise you on 0808 800 0082.

# The form that an area answers once
area-for = You answer for { $area }.
area-named = Our report may name your area. Do not write the name of a child or a family.
area-new = Nobody has saved an answer yet.
area-draft = This is a draft: { $who } saved it on { $when }, with answers to { $answered } of { $all } questions. It has not been sent.
area-sent = Your area’s answers were sent, with answers to { $answered } of { $all } questions. { $who } last saved them on { $when }.
area-until = You can change them until { $when }.
area-people = Asked for your area: { $people }. All of you fill in this same form, and several people can fill in parts of it at the same time.
area-saved-draft = The draft is saved. It has not been sent yet.
area-saved-sent = Your area’s answers are sent. Thank you.
area-heading = Save or send
area-text = A draft is kept here for everybody who is asked for your area. Send the answers when you have agreed them. You can still correct them until { $when }.
area-save = Save a draft
area-send = Send the answers
area-correct-heading = Save your changes
area-correct-text = The inspection team has your area’s answers. You can correct them until { $when }.
area-correct = Save the changes
area-clash-heading = Somebody else answered the same questions
area-clash-text = Nothing is saved yet. While you had this page open, { $who } saved other answers to the questions below. The form has your answers. Change them if theirs are right, and then save again.
area-clash-theirs = Question { $number }: theirs is “{ $answer }”.
area-no-answer = no answer
area-closed-sent = It closed on { $when }. These are the answers that your area sent. They can no longer be changed.
area-closed-unsent = It closed on { $when }, and your area sent no answers. The inspection team does not read drafts. If you still want to answer, tell the team.
area-open-until = You can answer until { $when }.
area-nothing = Answer at least one question, and then send again.
area-question = Question { $number }:
area-meanwhile-heading = Your area’s answers were sent meanwhile
area-meanwhile-text = Your changes are not saved yet. While you had this page open, { $who } sent the answers. The form shows them with your changes. Save the changes if what was sent should be corrected.
privacy-area-heading = If you answer for an area
privacy-area = Some questions are answered by an area, and not by single people. Their form says at the start that it is not anonymous. We keep the answers, the email addresses of those who were asked, and who last saved the answers and when. The inspection team reads the answers once they are sent, and the report may name the area. They can be corrected until the survey closes.
