# The words of the interface in Scottish Gaelic. This is a draft that no speaker has reviewed.

# Dates
weekday-1 = Diluain
weekday-2 = Dimàirt
weekday-3 = Diciadain
weekday-4 = Diardaoin
weekday-5 = Dihaoine
weekday-6 = Disathairne
weekday-7 = Didòmhnaich
month-1 = am Faoilleach
month-2 = an Gearran
month-3 = am Màrt
month-4 = an Giblean
month-5 = an Cèitean
month-6 = an t-Ògmhios
month-7 = an t-Iuchar
month-8 = an Lùnastal
month-9 = an t-Sultain
month-10 = an Dàmhair
month-11 = an t-Samhain
month-12 = an Dùbhlachd
date = { $weekday } { $day } { $month } { $year }
date-and-time = { $date } aig { $time }

# Every page
skip = Leum don phrìomh phàirt
leave = Fàg an duilleag seo
help-heading = Feum air bruidhinn ri cuideigin?
help-childline = Tha Childline an-asgaidh, latha is oidhche, gu aois 19:
help-danger = Sibh fhèin no cuideigin eile an cunnart? Cuiribh fòn gu
help-link = Cò as urrainn cuideachadh
privacy-link = Na chumas sinn
accessibility-link = Ruigsinneachd
about-label = Mun fhoirm seo
new-tab = (taba ùr)
language-label = Cànan

# Before the first question
minutes = { $minutes ->
    [one] Bheir e mu { $minutes } mhionaid.
    [two] Bheir e mu { $minutes } mhionaid.
    [few] Bheir e mu { $minutes } mionaidean.
   *[other] Bheir e mu { $minutes } mionaid.
}
know-heading = Fiosrachadh feumail
know-anonymous = { $reader ->
    [child] Chan fhaigh duine a-mach gur e thusa a bh' ann. Chan fhaighnich sinn dè an t-ainm a th' ort. Cha chùm sinn dad a dh'fhaodadh sealltainn cò thu.
    [young] Tha e gun urra. Chan fhaighnich sinn dè an t-ainm a th' ort, agus cha chùm sinn dad a dh'fhaodadh sealltainn cò thu.
   *[other] Tha e gun urra. Cha chùm Speir ainm, seòladh, uidheam no àm còmhla ris na freagairtean agaibh, agus chan fhaic duine cò a fhreagair.
}
know-shared = { $reader ->
    [child] Chì na daoine a tha a' ruith sheirbheisean far a bheil thu a' fuireach na thuirt a h-uile duine, mar àireamhan. Chan fhaic iad na freagairtean agad fhèin, no na sgrìobh thu.
    [young] Chì an neach a tha a' co-òrdanachadh sheirbheisean san sgìre agad na toraidhean mar àireamhan mu bhuidhnean. Chan fhaic iad freagairtean duine sam bith fa leth, no beachdan sgrìobhte.
   *[other] 'S e fèin-mheasadh a tha seo: chì co-òrdanaiche na sgìre agaibh na toraidhean mar fhigearan mu bhuidhnean, ach chan fhaic iad freagairtean duine sam bith fa leth, no beachdan sgrìobhte.
}
know-named = Chan eil e gun urra: chì an sgioba sgrùdaidh cò lìon e.
know-skip = { $reader ->
    [child] Faodaidh tu ceist sam bith fhàgail às. Faodaidh tu stad aig àm sam bith.
    [young] Faodaidh tu ceist sam bith fhàgail às, agus stad aig àm sam bith.
   *[other] Faodaidh sibh ceist sam bith fhàgail às, agus stad aig àm sam bith.
}
know-send = { $reader ->
    [young] Cha tèid dad a chur gus am brùth thu “Cuir”.
   *[other] Cha tèid dad a chur gus am brùth sibh “Cuir”.
}
know-danger = { $reader ->
    [child] Chan urrainn dhuinn sgrìobhadh air ais no cuideachadh a chur thugad às an seo. Ma tha thu fhèin no cuideigin eile an cunnart, cuir fòn gu 999. No cuir fòn gu Childline air { $childline }. Tha e an-asgaidh, latha is oidhche.
    [young] Chan urrainn do dhuine freagairt no cuideachadh a chur tron fhoirm seo. Ma tha thu fhèin no cuideigin eile an cunnart, cuir fòn gu 999. Faodaidh tu fòn a chur gu Childline an-asgaidh, latha is oidhche, gus am bi thu 19: { $childline }. Faodaidh tu cuideachd teacsa a chur thugainn air { $text }.
   *[other] Chan urrainn do dhuine freagairt no cuideachadh a chur tron fhoirm seo. Ma tha sibh fhèin no duine sam bith eile an cunnart, cuiribh fòn gu 999 no gu sgioba dìon-chloinne na comhairle agaibh. Faodaidh clann fòn a chur gu Childline an-asgaidh, latha is oidhche: { $childline }.
}
know-duty = { $reader ->
    [child] Feumaidh sinn innse do chuideigin ma tha sinn a' smaoineachadh nach eil neach sàbhailte. Ach chan eil fios againn cò sgrìobh dè, agus mar sin chan urrainn dhuinn ach beagan a dhèanamh. Ma tha cuideachadh a dhìth ort, innis do dh'inbheach anns a bheil earbsa agad.
    [young] Tha dleastanas oirnn draghan mu shàbhailteachd dhaoine a chur air adhart. Leis gu bheil am foirm seo gun urra, 's dòcha nach urrainn do dhuine mòran a dhèanamh mun deidhinn. Ma tha thu airson gun tèid rud a dhèanamh, innis do chuideigin gu dìreach.
   *[other] Tha dleastanas oirnn draghan mu shàbhailteachd dhaoine a chur air adhart. Leis gu bheil am foirm seo gun urra, 's dòcha nach urrainn do dhuine mòran a dhèanamh mun deidhinn. Ma tha sibh airson gun tèid rud a dhèanamh, innsibh do chuideigin gu dìreach.
}
know-leave = { $reader ->
    [child] Tha “Fàg an duilleag seo” aig a' mhullach. Bheir e thu gu làrach-lìn eile. Cha bhi na freagairtean agad ann tuilleadh. Fuirichidh an duilleag ann an eachdraidh a' bhrabhsair agad. Gus a toirt às, fosgail an eachdraidh agus sguab às an duilleag.
    [young] Bheir “Fàg an duilleag seo” aig a' mhullach thu gu làrach-lìn eile sa bhad. Cha tèid na freagairtean agad a chumail. Cha tèid eachdraidh a' bhrabhsair agad a sguabadh às: fosgail an eachdraidh gus an duilleag seo a sguabadh aiste.
   *[other] Bheir “Fàg an duilleag seo” aig a' mhullach sibh gu làrach-lìn eile sa bhad. Cha tèid na freagairtean agaibh a chumail. Cha tèid eachdraidh a' bhrabhsair agaibh a sguabadh às: fosglaibh an eachdraidh gus an duilleag seo a sguabadh aiste.
}
leave-key = Nì an iuchair Shift an aon rud ma thèid a brùthadh trì tursan.
start = Tòisich
see-all = Seall na ceistean agam uile
see-answers = Seall na freagairtean agam uile
draft = Cha do dhearbh fileantach an t-eadar-theangachadh seo fhathast.

# Questions
question-of = Ceist { $number } de { $total }
question-number = Ceist { $number }
next = Air adhart
back = Air ais
or = no
any-number = Taghaibh uiread 's a thogras sibh.
own-words = Faodaidh sibh suas ri { $count } caractar a sgrìobhadh. Na sgrìobhaibh ainmean, no dad eile a sheallas cò sibh fhèin no daoine eile.
number-between = Sgrìobhaibh àireamh shlàn bho { $min } gu { $max }.
characters-left = Litrichean air fhàgail:
characters-over = Cus charactaran:
only-if = Tha a' cheist seo do dhaoine a thagh { $answers } aig ceist { $number }.
only-unless = Fàgaibh a' cheist seo às ma thagh sibh { $answers } aig ceist { $number }.
not-needed = Chan eil feum air a' cheist seo, air sgàth freagairt a thug sibh roimhe.
listen = Èist

# Sending
all-heading = Na ceistean agaibh uile
all-text = Faodaidh sibh freagairt sam bith atharrachadh. Tha “Cuir” aig an deireadh.
send-heading = B' e sin a' cheist mu dheireadh
send-text = { $reader ->
    [child] Brùth “Cuir” gus na freagairtean agad a thoirt dhuinn. Faodaidh tu coimhead orra a-rithist an toiseach. An dèidh dhut “Cuir” a bhrùthadh, chan urrainn dhut an atharrachadh.
    [young] Brùth “Cuir” gus na freagairtean agad a thoirt dhuinn. Faodaidh tu sùil a thoirt orra an toiseach. An dèidh an cur, chan urrainn dhutsa no dhuinne an atharrachadh no an lorg a-rithist.
   *[other] Brùthaibh “Cuir” gus na freagairtean agaibh a thoirt dhuinn. Faodaidh sibh sùil a thoirt orra an toiseach. An dèidh an cur, chan urrainn dhuibhse no dhuinne an atharrachadh no an lorg a-rithist.
}
send-named = Thèid na freagairtean agaibh chun an sgioba sgrùdaidh, agus cò thug seachad iad.
send = Cuir na freagairtean agam
preview = 'S e ro-shealladh a tha seo. Cha ghabh dad a chur bhuaithe.
sending = Gan cur…
send-failed = Chaidh an ceangal a chall. Tha na freagairtean agaibh fhathast air an duilleag seo. Ma bhrùth sibh “Cuir”, cumaidh sinn oirnn a' feuchainn.
send-busy = Tha mòran a' cur an-dràsta. Tha na freagairtean agaibh fhathast air an duilleag seo, agus cumaidh sinn oirnn a' feuchainn.

# Problems
error-prefix = Mearachd:
print-blank = Ma fhreagras sibh air pàipear, thoiribh am foirm seo air ais don neach a thug dhuibh e. Na sgrìobhaibh an t-ainm agaibh air.
print-own = Lethbhreac dhuibh fhèin. Chan eil clò-bhualadh a' cur nam freagairtean agaibh.
problem-heading = Tha duilgheadas ann
problem-nothing = Cha do fhreagair sibh ceist sam bith fhathast. Freagraibh co-dhiù aon, agus an uair sin brùthaibh “Cuir”.
problem-too-long = Tha an fhreagairt agaibh { $over ->
    [one] { $shown } charactar
    [two] { $shown } charactar
    [few] { $shown } caractaran
   *[other] { $shown } caractar
} ro fhada. Giorraichibh i gu { $max } caractar.
problem-two-answers = Gabhaidh a' cheist seo aon fhreagairt. Taghaibh an tè as freagarraiche.
problem-not-alone = { $count ->
    [one] Chuir sibh comharra ri { $first } agus ri { $others } le chèile. Chan fhaod ach aon dhiubh a bhith ceart: thoiribh air falbh an comharra eile.
   *[other] Chuir sibh comharra ri { $first } agus ri feadhainn eile: { $others }. Chan fhaod iad uile a bhith ceart: thoiribh air falbh na comharran nach eil ceart.
}
problem-unknown-answer = Chan eil an fhreagairt sin am measg na chaidh a thairgsinn. Taghaibh tè dhiubh sin.
problem-not-a-number = Sgrìobhaibh àireamh shlàn bho { $min } gu { $max }, ann am figearan.
problem-unknown-question = Chaidh rudeigin a chur nach buin don fhoirm seo. Tha na freagairtean agaibh gu h-ìosal: thoiribh sùil orra, agus brùthaibh “Cuir” a-rithist.
again-open-link = Gabhaidh an suirbhidh seo freagairt gun cheangal pearsanta cuideachd. Gus na freagairtean agaibh a chur mar sin, brùthaibh “Cuir”.
again-later = Tha na freagairtean agaibh fhathast gu h-ìosal. Cumaibh an duilleag seo fosgailte, no dèanaibh lethbhreac dhiubh, agus cuiribh iad nuair a bhios an suirbhidh fosgailte.
again-nowhere = Tha na freagairtean agaibh fhathast gu h-ìosal, gus an dèan sibh lethbhreac dhiubh no gus an clò-bhuail sibh iad. Ma tha rud agaibh ri innse dhuinn, sgrìobhaibh gu
returned-text = Cha deach na freagairtean agaibh a chur, ach cha deach dad a chall: tha na sgrìobh sibh gu h-ìosal. Dèanaibh lethbhreac dheth, no feuchaibh a-rithist ann am mionaid.
returned-send = Cuir a-rithist
taken-heading = An do chuir sibh na freagairtean agaibh fhathast?
taken-text = Chaidh freagairtean a chur on t-seòladh seo mar-thà. Mura do chuir sibhse na freagairtean agaibh fhathast, brùthaibh “Cuir” a-nis: tha iad fhathast gu h-ìosal. Ma chuir, tha sibh deiseil agus faodaidh sibh an duilleag seo a dhùnadh.
used-heading = Chaidh an ceangal seo a chleachdadh mar-thà
used-text = Obraichidh an ceangal no a’ bhileag seo aon turas, agus chaidh freagairtean a chur leis. Mas sibhse a chuir iad, tha sibh deiseil agus faodaidh sibh an duilleag seo a dhùnadh. Cha deach na freagairtean gu h-ìosal a chur.
elsewhere-text = Thàinig iad o làrach-lìn eile. Cha deach dad a chall: tha na freagairtean agaibh uile fhathast gu h-ìosal. Thoiribh sùil orra, agus brùthaibh “Cuir” a-rithist.
keep = Glèidh na freagairtean agam air an uidheam seo gus an cuir mi iad
keep-hint = Na taghaibh seo air uidheam cho-roinnte: chitheadh daoine eile iad.
close = Dùin
busy-heading = Cha deach na freagairtean agaibh a chur fhathast
busy-text = Chan urrainn don t-seirbheis an gabhail an-dràsta. Cha deach dad a chall: tha na freagairtean agaibh uile fhathast gu h-ìosal. Fuirichibh mionaid, agus brùthaibh “Cuir” a-rithist.
crowd-text = Thàinig mòran fhreagairtean bhon cheangal agaibh ann an ùine ghoirid. Cha deach dad a chall: tha na freagairtean agaibh uile fhathast gu h-ìosal. Fuirichibh mionaid, agus brùthaibh “Cuir” a-rithist.

# Pages that are not the form
thanks-title = Mòran taing
thanks-text = { $reader ->
    [child] Tha na freagairtean agad againn. Tapadh leat airson innse dhuinn dè do bheachd.
    [young] Fhuair sinn na freagairtean agad. Tapadh leat airson na h-ùine a thug thu seachad.
   *[other] Fhuair sinn na freagairtean agaibh. Tapadh leibh airson na h-ùine a thug sibh seachad.
}
thanks-next-heading = Dè thachras a-nis
thanks-next = { $reader ->
    [child] Leughaidh luchd-sgrùdaidh na thuirt a h-uile duine. An uair sin innsidh iad do na daoine a bhios a' ruith sheirbheisean dè tha math agus dè dh'fheumas fàs nas fheàrr. Faodaidh tu na lorg iad a leughadh air làrach-lìn { $inspectorate }, nuair a bhios an sgrùdadh deiseil.
   *[other] Leughaidh luchd-sgrùdaidh na thuirt a h-uile duine, còmhla ris a h-uile rud eile a chì iad san sgìre. Thèid na lorgas iad, agus na dh'fheumas atharrachadh, fhoillseachadh air làrach-lìn { $inspectorate } nuair a bhios an sgrùdadh deiseil.
}
thanks-close = Faodaidh sibh an duilleag seo a dhùnadh a-nis. Ma chleachdas daoine eile an t-uidheam seo, dùinibh am brabhsair cuideachd.
spent-title = Chaidh na freagairtean seo a chur mu thràth
spent-text = Chaidh am foirm aig an t-seòladh seo a chleachdadh aon turas, agus cha ghabh foirm a chur ach aon turas. Mas sibhse a bh' ann: tha na freagairtean agaibh againn, agus chan eil an còrr ri dhèanamh.
spent-fresh = Mura do fhreagair sibh fhathast, faodaidh sibh sin a dhèanamh le foirm ùr.
spent-open = Fosgail foirm ùr
spent-again = Mura sibhse a bh’ ann: obraichidh an cuireadh seo aon turas, agus chleachd cuideigin e. Faighnichibh den neach a thug dhuibh e, no sgrìobhaibh gu
left-title = Dh’fhàg sibh am foirm seo
left-text = Mura b’ ann a dh’aona-ghnothach, faodaidh sibh fhosgladh a-rithist. Chan eil na freagairtean agaibh air an gleidheadh.
left-again = Fosgail am foirm a-rithist
personal-title = Fosglaidh am foirm seo le seòladh no còd dhut fhèin
personal-text = Ma fhuair sibh post-d mun t-suirbhidh seo, fosglaibh an seòladh a tha ann. Obraichidh gach seòladh do dh’aon neach, aon turas.
personal-code = Ma tha bileag phàipeir agaibh le còd, sgrìobhaibh an còd an seo
revoked-title = Chan eil an ceangal no a’ bhileag seo ag obair tuilleadh
revoked-text = Chaidh a toirt air ais. Iarraibh tè ùr air an neach a thug dhuibh i. Ma thàinig i air post-d, coimheadaibh airson teachdaireachd nas ùire. ’S urrainn dhuibh freagairt leis an tè sin.
closed-title = Tha an suirbhidh seo air dùnadh
closed-text = Dhùin e { $when }. Cha ghabh barrachd fhreagairtean a chur. Tapadh leibh gun robh sibh airson ur beachd innse dhuinn.
closed-next = Faodaidh sibh ur beachd innse don { $inspectorate } fhathast: seallaidh an duilleag “Cò as urrainn cuideachadh” mar a nì sibh sin.
planned-title = Chan eil an suirbhidh seo fosgailte fhathast
planned-text = Fosglaidh e { $when }. Tillibh an uair sin leis an aon seòladh.
unknown-title = Chan eil foirm aig an t-seòladh seo
unknown-text = Thoiribh sùil air an t-seòladh: feumaidh gach litir is àireamh a bhith dìreach mar a tha iad air an teachdaireachd, a' bhileag no am postair agaibh. Mura fosgail e fhathast, faighnichibh den duine a thug dhuibh e.
too-large-title = Bha sin ro mhòr ri chur
too-large-text = Bha na chaidh a chur fada nas motha na freagairtean sam bith air an fhoirm seo, agus mar sin cha deach dad a chumail. Rachaibh air ais, giorraichibh na sgrìobh sibh, agus brùthaibh “Cuir” a-rithist.
too-slow-title = Thug sin ro fhada a’ tighinn
too-slow-text = Bha an ceangal ro shlaodach, agus mar sin cha deach dad a chumail. Rachaibh air ais agus brùthaibh “Cuir” a-rithist. Ma thachras e a-rithist, feuchaibh far a bheil an ceangal nas fheàrr.
crowded-title = Tha cus a’ tighinn a-steach aig an aon àm
crowded-text = Chan urrainn don t-seirbheis na chuir sibh a ghabhail an-dràsta, agus cha do ghlèidh i e. Fuirichibh mionaid, rachaibh air ais, agus brùthaibh “Cuir” a-rithist.

unreadable-title = Cha ghabhadh sin a leughadh
unreadable-text = Cha tàinig na chaidh a chur bhon fhoirm seo, no chaidh a mhilleadh air an t-slighe. Cha deach dad a chumail. Rachaibh air ais, agus brùthaibh “Cuir” a-rithist.
gone-title = Chan eil duilleag aig an t-seòladh seo
gone-text = Thoiribh sùil air an t-seòladh, no tòisichibh bhon duilleag-aghaidh.
method-title = Chan urrainn don duilleag seo sin a dhèanamh
method-text = Rachaibh air ais don duilleag on tàinig sibh, agus feuchaibh a-rithist às an sin.
broken-title = Chaidh rudeigin ceàrr an seo
broken-text = Is sinne a rinn a' mhearachd, agus chaidh a clàradh. Rachaibh air ais agus feuchaibh a-rithist ann am mionaid.

# Invitations and reminders, as emails
mail-subject = { $kind ->
    [invitation] Suirbhidh { $inspectorate } mu sheirbheisean do chloinn ann an { $area }, gu { $day }
    [reminder] Cuimhneachan: suirbhidh { $inspectorate } mu sheirbheisean do chloinn ann an { $area }, gu { $day }
   *[last] An cuimhneachan mu dheireadh: suirbhidh { $inspectorate } mu sheirbheisean do chloinn ann an { $area }, gu { $day }
}
mail-test = Deuchainn: { $subject }
mail-first = { $kind ->
    [invitation] Bu toil leis an { $inspectorate } faighinn a-mach dè ur beachd air seirbheisean do chlann is daoine òga ann an { $area }.
    [reminder] Seo cuimhneachan: bu toil leis an { $inspectorate } faighinn a-mach dè ur beachd air seirbheisean do chlann is daoine òga ann an { $area }.
   *[last] Seo an cuimhneachan mu dheireadh: bu toil leis an { $inspectorate } faighinn a-mach dè ur beachd air seirbheisean do chlann is daoine òga ann an { $area }.
}
mail-preview = ’S e deuchainn a tha seo. Chan fhosgail na ceanglaichean foirm sam bith, agus cha chuir iad stad air teachdaireachdan.
mail-opening = Cuidichidh na chanas sibh an luchd-sgrùdaidh gus faicinn dè tha ag obair gu math agus dè dh’fheumas fàs nas fheàrr.
mail-unused = Cha deach an ceangal pearsanta agaibh a chleachdadh fhathast. Ma tha sibh dìreach air freagairt: tapadh leibh, chan eil càil a bharrachd ri dhèanamh.
mail-answered = Ma fhreagair sibh mu thràth, tapadh leibh: chan eil càil ri dhèanamh. Thèid an cuimhneachan seo gu gach neach, oir chan innsear do dhuine cò a fhreagair.
mail-part = Tha an suirbhidh na phàirt de “{ $title }”.
mail-time = { $minutes ->
    [one] Bheir e mu aon mhionaid. Faodaidh sibh freagairt gu { $until }.
   *[other] Bheir e mu { $minutes } mionaidean. Faodaidh sibh freagairt gu { $until }.
}
mail-action = Freagair an suirbhidh
mail-copy = Mura fosgail sin, cuiribh an ceangal seo dhan bhrabhsair agaibh:
mail-anonymous = Tha e gun urra. Obraichidh an ceangal agaibh aon turas: nuair a chuireas sibh na freagairtean agaibh thèid a dhubhadh às, agus cha chùmar dad dheth còmhla riutha. Chan innsear do dhuine, ur fastaiche no na luchd-sgrùdaidh, cò a fhreagair, agus chan fhaigh duine a-mach dè na freagairtean a tha leibhse.
mail-shared = 'S e fèin-mheasadh a tha seo. Chì co-òrdanaiche na sgìre agaibh na toraidhean mar fhigearan mu bhuidhnean, ach chan fhaic iad freagairtean duine sam bith fa leth, no beachdan sgrìobhte.
mail-own = Tha an ceangal dhuibhse a-mhàin. Na cuiribh an teachdaireachd seo air adhart.
mail-danger = Chan urrainn do dhuine freagairt no cuideachadh a chur tron t-suirbhidh. Ma tha sibhse no duine sam bith eile ann an cunnart, fònaibh gu 999.
mail-reply = { $ours ->
    [yes] Ceistean? Freagraibh an teachdaireachd seo. Thèid ur freagairt gu { $inspectorate } ({ $reply }) a-mhàin. Chan eil freagairt gun urra.
   *[no] Ceistean? Freagraibh an teachdaireachd seo. Thèid ur freagairt gu { $reply }. Chan eil freagairt gun urra.
}
mail-phone = Faodaidh sibh cuideachd fòn a chur gu { $phone }.
mail-check = { $listed ->
    [yes] A bheil an teachdaireachd seo fìor? Tha an suirbhidh seo air an duilleag againn de shuirbhidhean a tha a’ ruith, agus tha i ag innse mar a ruigear an { $inspectorate }:
   *[no] A bheil an teachdaireachd seo fìor? Chan eil an suirbhidh seo air an duilleag againn de shuirbhidhean a tha a’ ruith, ach tha i ag innse mar a ruigear an { $inspectorate }, a dh’innseas dhuibh:
}
mail-team = An sgioba-sgrùdaidh
mail-signed = { $team }, { $inspectorate }
mail-stop = Thèid cuimhneachain gu fèin-obrachail gu gach neach nach do chleachd an ceangal aca. Gus nach fhaigh sibh barrachd theachdaireachdan mun t-suirbhidh seo:
mail-stop-all = Thèid cuimhneachain gu fèin-obrachail gu gach neach a fhuair cuireadh. Gus nach fhaigh sibh barrachd theachdaireachdan mun t-suirbhidh seo:
mail-stop-link = Cuir stad air na teachdaireachdan
mail-other-language = This message is in English above.

# The page of running surveys
now-title = Suirbhidhean a tha a’ ruith an-dràsta
now-lead = An seo chì sibh a bheil teachdaireachd, litir no postair mu shuirbhidh fìor. Tha an { $inspectorate } a’ ruith nan suirbhidhean seo an-dràsta.
now-none = Chan eil an { $inspectorate } a’ ruith suirbhidh sam bith air an liosta seo an-dràsta.
now-at = Tha an liosta seo mar a bha e { $when }.
now-until = Gu
now-contact-heading = Mar a dh’aithnichear teachdaireachd fhìor
now-from = Thig na teachdaireachdan againn bho { $from }, agus tòisichidh gach ceangal annta le { $base }.
now-never = Cha bhi sinn uair sam bith ag iarraidh facal-faire, airgead no fiosrachadh banca, agus cha leig sibh leas clàradh a-steach gus freagairt.
now-links = Chan eil ceanglaichean gu na suirbhidhean air an duilleag seo. Ma chaidh faighneachd dhibh, tha an ceangal anns an teachdaireachd, air a’ bhileig no air a’ phostair agaibh.
now-unsure = Mura h-eil sibh cinnteach, na fosglaibh an ceangal. Faighnichibh dhinn:
now-email = Post-d
now-phone = Fòn
now-team = Tha { $team } a’ faighneachd.
now-everywhere = Anns gach àite ann an Alba
now-more = Tha barrachd shuirbhidhean a’ ruith na tha air an liosta seo. Faighnichibh dhinn mu fhear sam bith eile.
now-unlisted = Chan eil gach suirbhidh air an liosta seo. Mura h-eil am fear agaibhse, faighnichibh dhinn.

# Stopping messages
stop-title = A bheil sibh ag iarraidh gun teachdaireachdan eile mun t-suirbhidh seo?
stop-text = Sguabaidh sinn às an seòladh puist-d agaibh, agus cha sgrìobh sinn thugaibh tuilleadh mun t-suirbhidh seo. Obraichidh an seòladh a fhuair sibh fhathast: faodaidh sibh freagairt ma thogras sibh.
stop-button = Cuir stad air na teachdaireachdan
stopped-title = Chan fhaigh sibh barrachd theachdaireachdan mun t-suirbhidh seo
stopped-text = Chaidh an seòladh puist-d agaibh a sguabadh às. Obraichidh an seòladh a fhuair sibh fhathast gus an dùin an suirbhidh, ma tha sibh airson freagairt.

# Typing the code of a slip
code-title = Sgrìobh an còd a tha air a’ bhileig agad
code-label = An còd agad
code-hint = Tha 8 litrichean ann, mar { $example }. Faodaidh tu litrichean beaga no mòra a chleachdadh, agus an strìochag fhàgail às.
code-open = Fosgail am foirm agam
code-scan = A bheil pàtran ceàrnagach air a’ bhileig agad? Faodaidh tu sin a sganadh le fòn na àite.
code-problem-empty = Sgrìobh an còd a tha air a’ bhileig agad.
code-problem-character = Chan eil “{ $character }” ann an còd sam bith. Thoir sùil eile air a’ bhileig agad, agus atharraich sin.
code-problem-length = Tha { $length } litrichean ann an còd. Sgrìobh thu { $count }. Thoir sùil eile air a’ bhileig agad.
code-problem-unknown = Chan fhosgail an còd seo foirm. Thoir sùil air gach litir air a’ bhileig agad.
code-more-unknown = Obraichidh còd aon turas: an dèidh a chleachdadh, chan fhosgail e foirm a-rithist. Mura h-obraich e fhathast, faighnich den duine a thug dhut a’ bhileag.
code-problem-wait = Chaidh cus chòdan ceàrra a sgrìobhadh. Fuirich { $minutes ->
    [one] { $minutes } mhionaid
    [two] { $minutes } mhionaid
    [few] { $minutes } mionaidean
   *[other] { $minutes } mionaid
}, agus brùth am putan a-rithist.
code-more-wait = Tha an còd agad an seo fhathast. Ma tha pàtran ceàrnagach air a’ bhileig agad, faodaidh tu sin a sganadh an-dràsta.
code-problem-busy = Chan urrainn don t-seirbheis an còd agad a lorg. Fuirich mionaid, agus brùth am putan a-rithist.
code-more-busy = Tha an còd agad an seo fhathast.

# On paper, for slips and posters
paper-title = { $reader ->
    [child] Dè do bheachd?
    [young] Dè do bheachd?
   *[other] Dè ur beachd?
}
paper-day = { $day } { $month }
paper-scan = { $reader ->
    [child] Sganaich seo
    [young] Sganaich seo
   *[other] Sganaibh seo
}
paper-childline = an-asgaidh
paper-asked-by = Tha { $inspectorate } a’ faighneachd.
paper-until = Gabhar ri freagairtean gu { $date }.
slip-type = { $reader ->
    [child] No sgrìobh an còd seo aig
    [young] No sgrìobh an còd seo aig
   *[other] No sgrìobhaibh an còd seo aig
}
slip-once = Aon turas, gu { $day }
poster-type = { $reader ->
    [child] No sgrìobh an seòladh seo
    [young] No sgrìobh an seòladh seo
   *[other] No sgrìobhaibh an seòladh seo
}

# The front page
front-title = Speir
front-lead = Bidh Speir a' faighneachd de chloinn, daoine òga, pàrantan, luchd-cùraim is luchd-obrach ann an Alba dè am beachd air seirbheisean do chloinn.
front-link = An d' fhuair sibh seòladh no còd QR? Fosglaibh e, agus nochdaidh am foirm.
front-code = An d’ fhuair sibh bileag phàipeir le còd? Sgrìobhaibh an còd an seo
front-now = A bheil teachdaireachd mu shuirbhidh fìor? Faicibh dè na suirbhidhean a tha a’ ruith
front-anonymous = Bidh na chanas sibh gun urra. Cha chleachd sinn briosgaidean (cookies), agus cha chùm sinn dad a dh'fhaodadh sealltainn cò sibh.
front-sign-in = Sgiobaidhean-sgrùdaidh: clàraibh a-steach an seo

# Help
help-title = Cò as urrainn cuideachadh
help-now-heading = Ma tha sibh fhèin no cuideigin eile an cunnart
help-now = Cuiribh fòn gu 999 agus iarraibh am poileas no carbad-eiridinn.
help-talk-heading = Ma tha sibh airson bruidhinn ri cuideigin
help-talk = Bidh Childline ag èisteachd, ge b' e dè an cuspair. Tha e an-asgaidh, aig àm sam bith a latha no a dh'oidhche, gu aois 19. Cha nochd e air cunntas fòn. Cuiribh fòn gu
help-council-heading = Ma tha dragh oirbh mu phàiste
help-council = Innsibh do sgioba dìon-chloinne na comhairle agaibh, no do thidsear, dotair, nurs no obraiche-sòisealta. Tha fios aca dè nì iad.
help-us-heading = Ma tha sibh airson innse don { $inspectorate }
help-us = Faodaidh daoine òga teacsa a chur gu
help-form-heading = Dè nì am foirm seo agus dè nach dèan
help-form = Tha am foirm gun urra. Chan urrainn do dhuine freagairt a thoirt do na sgrìobhas sibh, no cuideachadh a chur troimhe. Tha dleastanas air luchd-sgrùdaidh dragh mu shàbhailteachd dhaoine a chur air adhart, ach chan eil fios aca cò sgrìobh e, agus mar sin 's dòcha nach urrainn dhaibh mòran a dhèanamh.

# Privacy
privacy-title = Na chumas sinn
privacy-kept-heading = Na chumas sinn
privacy-kept = Dìreach na freagairtean agaibh, agus cunntas air cia mheud duine a fhreagair san sgìre agaibh gach latha.
privacy-not-heading = Rudan nach cùm sinn
privacy-not-1 = Còmhla ri ur freagairtean: gun ainm, gun seòladh puist-d, gun àireamh a sheasas air ur son.
privacy-not-2 = Gun seòladh an fhòn no a' choimpiutair agaibh, agus gun dad mun t-seòrsa a th' ann.
privacy-not-3 = Gun fhios cuin a fhreagair sibh.
privacy-not-4 = Gun bhriosgaidean (cookies), agus gun dad air a stòradh air an uidheam agaibh leis na duilleagan seo.
privacy-how-heading = Mar a chumar na freagairtean agaibh
privacy-how = Fhad 's a tha suirbhidh fosgailte, tha na freagairtean seulaichte: chan urrainn do dhuine an leughadh, fiù 's an luchd-sgrùdaidh. Nuair a dhùineas e, thèid am measgachadh air thuaiream, gus nach innis dad cò chuir dè. Faodar beachdan a leughadh nas tràithe, measgaichte le beachdan mòran dhaoine eile.
privacy-email-heading = Ma sgrìobh sinn thugaibh air post-d
privacy-email = Cumar an seòladh puist-d agaibh air leth o gach freagairt, air a chrioptachadh, agus dìreach gus sgrìobhadh thugaibh mun t-suirbhidh seo. Thèid a sguabadh às goirid an dèidh don t-suirbhidh dùnadh, agus sa bhad ma chuireas sibh stad air na teachdaireachdan. Nuair a chuireas sibh ur freagairtean, thèid an ceangal pearsanta agaibh a dhubhadh às, gus nach gabh a chleachdadh a-rithist. Chan eilear a’ cumail dad dheth còmhla ri ur freagairtean.
privacy-small-heading = Buidhnean beaga
privacy-small = Cha sheallar figear mu bhuidheann anns nach do fhreagair ach beagan dhaoine.
privacy-who-heading = Cò leughas iad
privacy-who = Sgioba-sgrùdaidh { $inspectorate } agus na buidhnean a bhios a' sgrùdadh còmhla ris. Thèid na lorgas iad fhoillseachadh; cha tèid na thuirt aon duine, ach far nach aithnich neach sam bith cò bh' ann.
privacy-shared = Ma tha sgìre a' measadh nan seirbheisean aice fhèin, chì an co-òrdanaiche aice na toraidhean cuideachd, mar fhigearan mu bhuidhnean. Chan fhaic iad freagairtean duine sam bith fa leth, no beachdan sgrìobhte. Tha am foirm ag innse sin aig an toiseach.
privacy-change-heading = Freagairt atharrachadh no a thoirt air falbh
privacy-change = Leis nach eil dad a' sealltainn cò sibh, cha ghabh freagairt a lorg, atharrachadh no a thoirt air falbh an dèidh a cur.
privacy-ask-heading = Ceistean
privacy-ask = Sgrìobhaibh gu

# Accessibility
accessibility-title = Ruigsinneachd
accessibility-can-heading = Dè dh'fhaodas sibh a dhèanamh
accessibility-can-1 = Cleachdaibh e le meur-chlàr a-mhàin, le ur guth no le leughadair-sgrìn.
accessibility-can-2 = Meudaichibh e gu 400 sa cheud, agus cleachdaibh e air sgrion beag gun sgroladh gu taobh.
accessibility-can-3 = Cleachdaibh na dathan agaibh fhèin, am modh dorcha, no gun stoidhle idir.
accessibility-can-4 = Cleachdaibh e leis na sgriobtaichean dheth.
accessibility-can-5 = Gabhaibh an ùine a thogras sibh. Cha ruith an ùine a-mach fhad 's a tha an suirbhidh fosgailte.
accessibility-how-heading = Mar a choileanas e na riaghailtean
accessibility-how = Tha na foirmean air an dèanamh gus Web Content Accessibility Guidelines 2.2 a choileanadh aig ìre AA, agus chaidh an deuchainn le inneal ann an Chromium is Firefox, le sgriobtaichean is às an aonais. Cha deach an deuchainn fhathast le daoine ciorramach, no le buidheann neo-eisimeileach.
accessibility-not-heading = Dè nach eil ruigsinneach fhathast
accessibility-not-1 = Chan eil tionndadh Cànan Soidhnidh Bhreatainn (BSL) ann fhathast.
accessibility-not-2 = Chan eil tionndadh furasta a leughadh (Easy Read) le dealbhan ann fhathast.
accessibility-not-3 = Cha do dhearbh fileantach na h-eadar-theangachaidhean Gàidhlig.
accessibility-not-4 = Seallaidh brabhsairean a thàinig a-mach ro 2023 na ceistean uile air aon duilleag fhada.
accessibility-other-heading = Dòigh eile air freagairt
accessibility-other = Iarraibh am foirm air pàipear no nur cànan fhèin bhon duine a thug dhuibh e, no iarraibh air cuideigin anns a bheil earbsa agaibh a lìonadh còmhla ribh. Faodaidh sibh cuideachd sgrìobhadh gu
accessibility-complain-heading = Ma tha rudeigin nach obraich dhuibh
accessibility-complain = Innsibh dhuinn dè thachair le bhith a' sgrìobhadh gu { $email }. Mura cuidich ar freagairt, gheibh sibh comhairle bhon Equality Advisory and Support Service air 0808 800 0082.

# Am foirm a fhreagras sgìre aon turas
area-for = Tha sibh a’ freagairt airson { $area }.
area-named = Faodaidh an aithisg againn an sgìre agaibh ainmeachadh. Na sgrìobhaibh ainm leanaibh no teaghlaich.
area-new = Cha do shàbhail duine freagairt fhathast.
area-draft = ’S e dreachd a tha seo: shàbhail { $who } e air { $when }, le freagairtean do { $answered } de { $all } ceistean. Cha deach a chur fhathast.
area-sent = Chaidh freagairtean na sgìre a chur, le freagairtean do { $answered } de { $all } ceistean. Shàbhail { $who } iad mu dheireadh air { $when }.
area-until = Faodaidh sibh an atharrachadh gu { $when }.
area-people = Air an iarraidh airson na sgìre: { $people }. Tha sibh uile a’ lìonadh an aon fhoirm, agus faodaidh grunn dhaoine pàirtean dheth a lìonadh aig an aon àm.
area-saved-draft = Tha an dreachd air a shàbhaladh. Cha deach a chur fhathast.
area-saved-sent = Chaidh freagairtean na sgìre a chur. Tapadh leibh.
area-heading = Sàbhail no cuir
area-text = Tha dreachd air a chumail an seo airson a h-uile duine a chaidh iarraidh airson na sgìre. Cuiribh na freagairtean nuair a bhios sibh air aontachadh orra. Faodaidh sibh an ceartachadh fhathast gu { $when }.
area-save = Sàbhail dreachd
area-send = Cuir na freagairtean
area-correct-heading = Sàbhail na h-atharrachaidhean
area-correct-text = Tha freagairtean na sgìre aig an sgioba sgrùdaidh. Faodaidh sibh an ceartachadh gu { $when }.
area-correct = Sàbhail na h-atharrachaidhean
area-clash-heading = Fhreagair cuideigin eile na h-aon cheistean
area-clash-text = Cha deach dad a shàbhaladh fhathast. Fhad ’s a bha an duilleag seo fosgailte agaibh, shàbhail { $who } freagairtean eile do na ceistean gu h-ìosal. Tha na freagairtean agaibhse san fhoirm. Atharraichibh iad ma tha an fheadhainn acasan ceart, agus sàbhailibh a-rithist.
area-clash-theirs = Ceist { $number }: ’s e “{ $answer }” an fhreagairt acasan.
area-no-answer = gun fhreagairt
area-closed-sent = Dhùin e air { $when }. Seo na freagairtean a chuir an sgìre agaibh. Chan urrainnear an atharrachadh tuilleadh.
area-closed-unsent = Dhùin e air { $when }, agus cha do chuir an sgìre agaibh freagairtean. Cha leugh an sgioba sgrùdaidh dreachdan. Ma tha sibh airson freagairt fhathast, innsibh don sgioba.
area-open-until = Faodaidh sibh freagairt gu { $when }.
area-nothing = Freagraibh co-dhiù aon cheist, agus an uair sin cuiribh a-rithist.
area-question = Ceist { $number }:
area-meanwhile-heading = Chaidh freagairtean na sgìre a chur san eadar-àm
area-meanwhile-text = Cha deach na h-atharrachaidhean agaibh a shàbhaladh fhathast. Fhad ’s a bha an duilleag seo fosgailte agaibh, chuir { $who } na freagairtean. Tha iad san fhoirm leis na h-atharrachaidhean agaibh. Sàbhailibh na h-atharrachaidhean ma bu chòir na chaidh a chur a cheartachadh.
privacy-area-heading = Ma tha sibh a’ freagairt airson sgìre
privacy-area = Tha cuid de cheistean ann a fhreagras sgìre, agus chan e daoine fa leth. Tha am foirm aca ag ràdh aig an toiseach nach eil e gun urra. Cumaidh sinn na freagairtean, na seòlaidhean puist-d aig an fheadhainn a chaidh iarraidh, agus cò shàbhail na freagairtean mu dheireadh agus cuin. Leughaidh an sgioba sgrùdaidh na freagairtean nuair a thèid an cur, agus faodaidh an aithisg an sgìre ainmeachadh. Faodar an ceartachadh gus an dùin an suirbhidh.
