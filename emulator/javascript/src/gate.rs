//! What the real runtimes refuse (CF-11.2), with their kind of words: the first refusal in the text counts.
//! What their pages do not list is refused as well.
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html>,
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html>

use crate::Runtime;
use crate::syntax::{is_async, is_function, text, walk};
use tree_sitter::{Node, Tree};

/// What `import` knows.
const MODULES: [&str; 4] = ["cloudfront", "crypto", "querystring", "buffer"];

/// Why code cannot run, if it cannot.
pub(crate) fn refusal(tree: &Tree, code: &str, runtime: Runtime) -> Option<String> {
    let mut first = None;
    walk(tree, |node, within| {
        if first.is_none()
            && let Some(why) = (Place { node, within, code, runtime }).refused()
        {
            first = Some(format!("SyntaxError: {why} in {}", node.start_position().row + 1));
        }
    });
    first
}

struct Place<'a, 't> {
    node: Node<'t>,
    within: &'a [Node<'t>],
    code: &'a str,
    runtime: Runtime,
}

fn unexpected(token: &str) -> Option<String> {
    Some(format!("Unexpected token \"{token}\""))
}

fn unsupported(token: &str) -> Option<String> {
    Some(format!("Token \"{token}\" not supported in this version"))
}

impl Place<'_, '_> {
    fn refused(&self) -> Option<String> {
        if self.node.is_named() { self.named() } else { self.token() }
    }

    fn text(&self) -> &str {
        text(&self.node, self.code)
    }

    fn parent(&self) -> &str {
        self.within.last().map_or("", |parent| parent.kind())
    }

    /// Words and marks.
    fn token(&self) -> Option<String> {
        let old = self.runtime == Runtime::V1;
        match self.node.kind() {
            // What others take for a comment is an operator or two in ES 5.1.
            "<" if self
                .code
                .get(self.node.start_byte()..)
                .is_some_and(|it| it.starts_with("<!--")) =>
            {
                unexpected("<")
            }
            "of" if self.parent() == "for_in_statement" => unsupported("of"),
            "const" | "let" if old => unsupported(self.node.kind()),
            "async" if old => unsupported("async"),
            mark @ ("??" | "??=" | "||=" | "&&=") => unexpected(mark),
            "*" if self.parent() == "method_definition" => unexpected("*"),
            "await" if self.parent() == "for_in_statement" => unexpected("await"),
            _ => None,
        }
    }

    fn named(&self) -> Option<String> {
        match self.node.kind() {
            "class" | "class_declaration" => unsupported("class"),
            "yield_expression" => unsupported("yield"),
            "debugger_statement" => unsupported("debugger"),
            "with_statement" => unsupported("("),
            "export_statement" => unsupported("export"),
            "generator_function" | "generator_function_declaration" => unexpected("*"),
            "spread_element" => unexpected("..."),
            "rest_pattern" if self.parent() != "formal_parameters" => unexpected("..."),
            "object_pattern" => unexpected("{"),
            "array_pattern" => unexpected("["),
            "assignment_pattern" => unexpected("="),
            "optional_chain" => unexpected("?."),
            "meta_property" => unexpected("."),
            "private_property_identifier" => unexpected("#"),
            "hash_bang_line" => unexpected("#"),
            "jsx_element" | "jsx_self_closing_element" | "jsx_expression" => unexpected("<"),
            "catch_clause" if self.node.child_by_field_name("parameter").is_none() => {
                unsupported("{")
            }
            "html_comment" => unexpected("<"),
            "unary_expression" if self.deletes_a_name() => {
                Some("Delete of an unqualified identifier".to_owned())
            }
            kind if kind.ends_with("identifier") && self.is_foreign() => unexpected(self.text()),
            "template_string" if self.is_tagged() => unexpected("`"),
            "number" => self.number(),
            "regex_flags" => self.flags(),
            "import" => unexpected("import"),
            "import_statement" => self.import(),
            "await_expression" => self.awaits(),
            "return_statement" if !self.within.iter().any(is_function) => {
                Some("Illegal return statement".to_owned())
            }
            _ if is_function(&self.node) => self.function(),
            _ => None,
        }
    }

    /// ES 12's separators are 2.0's; no other number is newer than ES 5.1.
    fn number(&self) -> Option<String> {
        let text = self.text();
        let second = text.as_bytes().get(1).map(u8::to_ascii_lowercase);
        let radix = text.starts_with('0') && matches!(second, Some(b'b' | b'o'));
        let separated = text.contains('_') && self.runtime == Runtime::V1;
        let large = text.ends_with('n');
        // `07`, and `08` too.
        let octal = text.starts_with('0') && second.is_some_and(|digit| digit.is_ascii_digit());
        (radix || octal || separated || large).then(|| format!("Unexpected token \"{text}\""))
    }

    /// The real runtimes' names are ASCII, and written as they are.
    fn is_foreign(&self) -> bool {
        self.text().contains(|c: char| !c.is_ascii() || c == '\\')
    }

    fn is_tagged(&self) -> bool {
        let call = self.within.last().filter(|parent| parent.kind() == "call_expression");
        let given = call.and_then(|call| call.child_by_field_name("arguments"));
        given.is_some_and(|given| given.id() == self.node.id())
    }

    fn deletes_a_name(&self) -> bool {
        let of = |field| self.node.child_by_field_name(field);
        of("operator").is_some_and(|operator| operator.kind() == "delete")
            && of("argument").is_some_and(|argument| argument.kind() == "identifier")
    }

    fn flags(&self) -> Option<String> {
        let known = if self.runtime == Runtime::V2 { "gimy" } else { "gim" };
        let unknown = self.text().chars().any(|flag| !known.contains(flag));
        unknown.then(|| format!("Invalid RegExp flags \"{}\"", self.text()))
    }

    /// `import name from 'module'`, on the outside.
    fn import(&self) -> Option<String> {
        if self.runtime == Runtime::V1 {
            return unsupported("import");
        }
        if self.parent() != "program" {
            return unexpected("import");
        }
        match import(&self.node, self.code) {
            Some((_, module)) if MODULES.contains(&module) => None,
            Some((_, module)) => Some(format!("Cannot find module \"{module}\"")),
            None => unexpected("import"),
        }
    }

    /// "`await` can be used inside `async` functions only. `async` arguments and closures are not supported."
    fn awaits(&self) -> Option<String> {
        let function = self.within.iter().rposition(is_function);
        let Some(at) = function.filter(|at| is_async(&self.within[*at])) else {
            return Some("await is only valid in async functions".to_owned());
        };
        let argument = self.within[at..].iter().any(|node| node.kind() == "arguments");
        argument.then(|| "await in arguments not supported".to_owned())
    }

    fn function(&self) -> Option<String> {
        let closure = is_async(&self.node) && self.within.iter().any(is_function);
        closure.then(|| "async closures are not supported".to_owned())
    }
}

/// The name and the module of an import that names one thing.
pub(crate) fn import<'c>(node: &Node, code: &'c str) -> Option<(&'c str, &'c str)> {
    let clause = node.named_child(0).filter(|clause| clause.kind() == "import_clause")?;
    let name = clause.named_child(0).filter(|_| clause.named_child_count() == 1)?;
    let source = node.child_by_field_name("source")?;
    let name = (name.kind() == "identifier").then(|| text(&name, code))?;
    Some((name, text(&source, code).trim_matches(['\'', '"'])))
}
