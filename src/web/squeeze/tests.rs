use super::*;

/// Names of the language and browsers. A script that declares one of these would give it two
/// meanings.
const GIVEN: &str = "addEventListener catch clearTimeout const continue crypto document \
    dispatchEvent DOMParser else Event false fetch finally for FormData history if in Infinity \
    innerWidth let location Math name new null Number of open parent performance print return \
    screen sessionStorage setTimeout SpeechSynthesisUtterance status stop this speirOut throw top \
    true try typeof Uint8Array undefined URL URLSearchParams while window Array Date Intl Promise \
    Response Object AbortController self close focus blur find length origin";

fn given(word: &str) -> bool {
    GIVEN.split(' ').any(|given| given == word)
}

/// The words of a script that are neither properties nor strings.
fn words(script: &str) -> Vec<String> {
    let tokens = tokens(script);
    let words = tokens
        .iter()
        .zip(roles(&tokens))
        .filter(|(token, role)| is_name(token) && *role != Role::Property);
    words.map(|(token, _)| (*token).to_owned()).collect()
}

/// Checks that each name of the source keeps a distinct name, and that the browser's names stay.
fn is_the_same(source: &str) {
    let plain = squeeze(source);
    let (long, short) = (words(&plain), words(&squeeze_script(source)));
    let tokens = tokens(&plain);
    let declared: BTreeSet<&str> = declared(&tokens).into_iter().collect();
    let mut names = BTreeMap::new();
    assert_eq!(long.len(), short.len(), "{short:?}");
    for (long, short) in long.iter().zip(&short) {
        assert_eq!(names.entry(long).or_insert(short), &short, "{long} has two names");
        assert!(
            declared.contains(long.as_str()) || (long == short && given(long)),
            "{long} is declared nowhere"
        );
    }
    // Two names may share one only if they never occur in the same block of the source.
    let indent = if source.starts_with("(() =>") { 2 } else { 0 };
    let source =
        source.lines().filter(|line| !line.trim().starts_with("//")).collect::<Vec<_>>().join("\n");
    let blocks: Vec<BTreeSet<String>> =
        blocks(&source, indent).iter().map(|block| words(block).into_iter().collect()).collect();
    for (one, other) in names.keys().flat_map(|one| names.keys().map(move |other| (*one, *other))) {
        let shared = one != other && names.get(one) == names.get(other);
        let meet = blocks.iter().any(|block| block.contains(one) && block.contains(other));
        assert!(!(shared && meet), "{one} and {other} became one");
        let everywhere =
            |name: &String| blocks.iter().filter(|block| block.contains(name)).count() > 1;
        assert!(!shared || !everywhere(one), "{one} is seen elsewhere too");
    }
    let both: Vec<_> = declared.iter().filter(|name| given(name)).collect();
    assert!(both.is_empty(), "a browser has these too: {both:?}");
}

/// The source, split before each line indented no deeper than this.
fn blocks(source: &str, indent: usize) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in source.split_inclusive('\n') {
        let spaces = line.len() - line.trim_start().len();
        if spaces <= indent && !line.trim_start().starts_with(['}', ')']) {
            blocks.push(String::new());
        }
        blocks.last_mut().unwrap().push_str(line);
    }
    blocks
}

#[test]
fn every_shipped_script_keeps_its_meaning() {
    for script in [
        include_str!("../../form/leave.js"),
        include_str!("../../form/script.js"),
        include_str!("../../form/paper.js"),
        include_str!("../../form/alone.js"),
    ] {
        is_the_same(script);
    }
}

#[test]
fn a_script_loses_comments_and_spaces_outside_its_strings_only() {
    let script =
        "// why\n  if (a && b) { say(\"x = { \\\" 1 }\" + c); }\n\n  d = -1;\n  e = a / b + +c;";
    assert_eq!(squeeze_script(script), "if(a&&b){say(\"x = { \\\" 1 }\"+c);}\nd=-1;e=a/b+ +c;");
    assert_eq!(squeeze_script("say(`a  ${b}`);"), "say(`a  ${b}`);");
    assert_eq!(squeeze_script("x = /[/] \" y/.test(z) ;"), "x=/[/] \" y/.test(z);");
}

#[test]
fn what_a_script_declares_gets_short_names_and_nothing_else_does() {
    let script = "(() => {\n  const form = document.form, words = { form: form, \"form\": 1, \
                  send() {} };\n  form.words = (first, last) => first ? words : last / \
                  form.first;\n  const other = (last) => { const more = last; return more; \
                  };\n})();";
    assert_eq!(
        squeeze_script(script),
        "(()=>{const a=document.form,b={form:a,\"form\":1,send(){}};a.words=(e,c)=>e?b:c/a.first;\
         const d=(c)=>{const e=c;return e;};})();"
    );
    assert_eq!(
        squeeze_script("let name = /form|name/.test(form);"),
        "let a=/form|name/.test(form);"
    );
}

#[test]
fn a_name_is_the_same_wherever_it_stands() {
    for (script, squeezed) in [
        (
            "listen(event => {\n  const box = event.target;\n  if (box.on) box.off();\n});",
            "listen(a=>{const b=a.target;if(b.on)b.off();});",
        ),
        (
            "const { box: part, other } = find(), more = [...other];\nsay({ more, part });",
            "const{box:part,other}=find(),a=[...other];say({more:a,part});",
        ),
        (
            "const box = 1, list = [box, { box }];\nconst look = ({ box = 2 }) => box;",
            "const a=1,b=[a,{box:a}];const c=({box:a=2})=>a;",
        ),
    ] {
        assert_eq!(squeeze_script(script), squeezed);
    }
}
