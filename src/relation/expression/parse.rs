//! Text → [`Assertion`].

use super::{Assertion, Comparator, Comparison, Expression, Function, Node, Operator};
use crate::both;
use crate::figure::{self, Class, Rational};
use crate::lang::Localized;
use crate::relation::Dimension;
use std::ops::Range;

/// Why an assertion can't be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Bytes of the assertion's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Localized,
}

/// The deepest nesting; no assertion that a person writes comes near.
const DEEPEST: usize = 64;

/// The longest assertion, in bytes.
const LONGEST: usize = 4096;

/// Reads an assertion.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn parse_assertion(text: &str) -> Result<Assertion, ParseError> {
    if text.len() > LONGEST {
        return Err(ParseError { span: 0..text.len(), message: Localized::fixed("断言过长", "the assertion is too long") });
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), names: Vec::new(), depth: 0 };
    let mut comparisons = Vec::new();
    loop {
        parser.chain(&mut comparisons)?;
        match parser.next() {
            None => break,
            Some(Token { what: What::And, .. }) => {}
            Some(token) => return Err(unexpected(token)),
        }
    }
    Ok(Assertion { names: parser.names, comparisons })
}

#[derive(Clone, Debug, PartialEq)]
struct Token {
    what: What,
    span: Range<usize>,
    text: String,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Number(Rational, Dimension),
    Name,
    Compare(Comparator),
    Operator(Operator),
    Open,
    Close,
    OpenRange,
    CloseRange,
    Comma,
    And,
}

fn tokens(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut out = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut also = |wanted: char| rest.next_if(|&(_, n)| n == wanted).map(|(i, n)| end = i + n.len_utf8()).is_some();
        let what = match c {
            '+' | '＋' => What::Operator(Operator::Add),
            '-' | '−' | '－' => What::Operator(Operator::Subtract),
            '*' | '×' => What::Operator(Operator::Multiply),
            '/' | '÷' => What::Operator(Operator::Divide),
            '(' | '（' => What::Open,
            ')' | '）' => What::Close,
            '[' => What::OpenRange,
            ']' => What::CloseRange,
            ',' | '，' => What::Comma,
            '=' => {
                also('=');
                What::Compare(Comparator::Equal)
            }
            '≈' => What::Compare(Comparator::About),
            '≤' => What::Compare(Comparator::AtMost),
            '≥' => What::Compare(Comparator::AtLeast),
            '<' => What::Compare(if also('=') { Comparator::AtMost } else { Comparator::Less }),
            '>' => What::Compare(if also('=') { Comparator::AtLeast } else { Comparator::Greater }),
            c if c.is_ascii_digit() => {
                while let Some((i, n)) =
                    rest.next_if(|&(_, n)| n.is_ascii_digit() || n == '.' || n.is_alphabetic() || matches!(n, '%' | '‰'))
                {
                    end = i + n.len_utf8();
                }
                number(text, at..end)?
            }
            c if c.is_alphabetic() || c == '_' => {
                while let Some((i, n)) = rest.next_if(|&(_, n)| n.is_alphanumeric() || n == '_' || n == '-') {
                    end = i + n.len_utf8();
                }
                match text.get(at..end) {
                    Some("and") => What::And,
                    Some("in") => What::Compare(Comparator::In),
                    _ => What::Name,
                }
            }
            c => {
                return Err(ParseError {
                    span: at..end, message: both!("断言里不能有“{c}”", "`{c}` has no meaning in an assertion")
                });
            }
        };
        out.push(Token { what, span: at..end, text: text.get(at..end).unwrap_or_default().to_owned() });
    }
    Ok(out)
}

/// Reads a number with its unit as the figure reader reads it, and takes it as exact.
fn number(text: &str, span: Range<usize>) -> Result<What, ParseError> {
    let written = text.get(span.clone()).unwrap_or_default();
    if let Some(value) = decimal(written) {
        return Ok(What::Number(value, Dimension::Any));
    }
    let reading = figure::read(written);
    let whole = reading.figures.first().filter(|f| f.span == (0..written.len()));
    let exact = whole.and_then(|f| {
        let digits = written.find(|c: char| !c.is_ascii_digit() && c != '.').and_then(|end| written.get(..end))?;
        let number = decimal(digits)?;
        // what one of the written number is worth: its scale word and its unit
        let middle = super::super::arithmetic::middle(&figure::read(&written.replacen(digits, "10", 1)).figures.first()?.value.hard)?;
        let scale = middle.divided_by(&Rational::from(10_i64))?;
        let factor =
            f.unit.filter(|unit| !matches!(unit.base.class, Class::Ratio | Class::Points)).map_or(Rational::ONE, |unit| unit.factor());
        Some(What::Number(&(&number * &scale) * &factor, Dimension::of_figure(f.dimension)))
    });
    exact.ok_or_else(|| ParseError {
        span,
        message: both!(
            "读不懂数量“{written}”；例如 100%、0.3个百分点、5亿元",
            "`{written}` is no quantity; write 100%, 0.3个百分点, 5亿元"
        ),
    })
}

fn decimal(text: &str) -> Option<Rational> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let valid = !whole.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && (fraction.is_empty() != text.contains('.'));
    let mantissa: i128 = valid.then(|| digits.parse().ok())??;
    Some(Rational::decimal(mantissa, -i32::try_from(fraction.len()).ok()?))
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    end: usize,
    names: Vec<String>,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn next(&mut self) -> Option<&'t Token> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    fn peek(&self) -> Option<&'t What> {
        self.tokens.get(self.at).map(|t| &t.what)
    }

    fn expect(&mut self, what: &What, name: &str) -> Result<Range<usize>, ParseError> {
        match self.next() {
            Some(token) if token.what == *what => Ok(token.span.clone()),
            Some(token) => Err(ParseError { span: token.span.clone(), message: both!("这里应为 `{name}`", "expected `{name}` here") }),
            None => Err(self.missing(&both!("断言到此中断，缺 `{name}`", "the assertion ends here; `{name}` is missing"))),
        }
    }

    fn missing(&self, message: &Localized) -> ParseError {
        let last = self.tokens.last().map_or(0, |t| t.span.start);
        ParseError { span: last..self.end, message: message.clone() }
    }

    fn chain(&mut self, out: &mut Vec<Comparison>) -> Result<(), ParseError> {
        let mut left = self.sum()?;
        let before = out.len();
        while let Some(What::Compare(comparator)) = self.peek() {
            self.at += 1;
            let right = self.sum()?;
            out.push(Comparison { left, comparator: *comparator, right: right.clone() });
            left = right;
        }
        if out.len() == before {
            return Err(match self.tokens.get(self.at) {
                Some(token) => unexpected(token),
                None => self.missing(&Localized::fixed(
                    "没有比较：断言要有 =、≈、<、<=、>、>= 或 in",
                    "nothing is compared: an assertion needs =, ≈, <, <=, >, >= or in",
                )),
            });
        }
        Ok(())
    }

    fn sum(&mut self) -> Result<Expression, ParseError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let span = self.tokens.get(self.at).map_or(0..self.end, |t| t.span.clone());
            return Err(ParseError { span, message: Localized::fixed("嵌套过深", "nested too deeply") });
        }
        let mut left = self.product()?;
        while let Some(What::Operator(operator @ (Operator::Add | Operator::Subtract))) = self.peek() {
            self.at += 1;
            left = binary(*operator, left, self.product()?);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, ParseError> {
        let mut left = self.factor()?;
        while let Some(What::Operator(operator @ (Operator::Multiply | Operator::Divide))) = self.peek() {
            self.at += 1;
            left = binary(*operator, left, self.factor()?);
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Expression, ParseError> {
        let Some(token) = self.next() else {
            return Err(self.missing(&Localized::fixed("断言到此中断，缺一个量", "the assertion ends here; a quantity is missing")));
        };
        let span = token.span.clone();
        match &token.what {
            What::Number(value, dimension) => {
                let node = Node::Number { text: token.text.clone(), value: value.clone(), dimension: dimension.clone() };
                Ok(Expression { node, span })
            }
            What::Operator(Operator::Subtract) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(ParseError { span, message: Localized::fixed("嵌套过深", "nested too deeply") });
                }
                let inner = self.factor()?;
                self.depth -= 1;
                let span = span.start..inner.span.end;
                Ok(Expression { node: Node::Negated(Box::new(inner)), span })
            }
            What::Open => {
                let inner = self.sum()?;
                let end = self.expect(&What::Close, ")")?.end;
                Ok(Expression { span: span.start..end, ..inner })
            }
            What::OpenRange => {
                let low = self.sum()?;
                self.expect(&What::Comma, ",")?;
                let high = self.sum()?;
                let end = self.expect(&What::CloseRange, "]")?.end;
                Ok(Expression { node: Node::Range(Box::new(low), Box::new(high)), span: span.start..end })
            }
            What::Name if self.peek() == Some(&What::Open) => self.call(token),
            What::Name => {
                let index = self.names.iter().position(|n| *n == token.text).unwrap_or_else(|| {
                    self.names.push(token.text.clone());
                    self.names.len() - 1
                });
                Ok(Expression { node: Node::Name(index), span })
            }
            _ => Err(unexpected(token)),
        }
    }

    fn call(&mut self, name: &Token) -> Result<Expression, ParseError> {
        let Some(&(_, function, arity)) = Function::ALL.iter().find(|(n, ..)| *n == name.text) else {
            let known = Function::ALL.iter().map(|f| f.0).collect::<Vec<_>>().join(", ");
            let (zh, en) = (format!("没有函数 `{}`；可用：{known}", name.text), format!("no function `{}`; known: {known}", name.text));
            return Err(ParseError { span: name.span.clone(), message: Localized::new(zh, en) });
        };
        self.expect(&What::Open, "(")?;
        let mut arguments = vec![self.sum()?];
        while self.peek() == Some(&What::Comma) {
            self.at += 1;
            arguments.push(self.sum()?);
        }
        let end = self.expect(&What::Close, ")")?.end;
        let span = name.span.start..end;
        if let Some(wanted) = arity.filter(|n| *n != arguments.len()) {
            let (name, given) = (&name.text, arguments.len());
            let message = both!("`{name}` 要 {wanted} 个参数，这里有 {given} 个", "`{name}` takes {wanted} arguments, not {given}");
            return Err(ParseError { span, message });
        }
        let is_name = |a: &Expression| matches!(a.node, Node::Name(_));
        if let Some(other) = arguments.iter().find(|a| function == Function::Years && !is_name(a)) {
            let message = Localized::fixed("`years` 只接受数的名字", "`years` takes names of figures");
            return Err(ParseError { span: other.span.clone(), message });
        }
        if function == Function::Power && arguments.iter().any(|a| holds(a, Function::Power)) {
            let message = Localized::fixed("`power` 不能套用", "a power of a power is too much to calculate");
            return Err(ParseError { span, message });
        }
        Ok(Expression { node: Node::Call(function, arguments), span })
    }
}

/// Whether a function is called anywhere in an expression.
fn holds(expression: &Expression, function: Function) -> bool {
    match &expression.node {
        Node::Number { .. } | Node::Name(_) => false,
        Node::Negated(inner) => holds(inner, function),
        Node::Binary(_, a, b) | Node::Range(a, b) => holds(a, function) || holds(b, function),
        Node::Call(called, arguments) => *called == function || arguments.iter().any(|a| holds(a, function)),
    }
}

fn binary(operator: Operator, left: Expression, right: Expression) -> Expression {
    let span = left.span.start..right.span.end;
    Expression { node: Node::Binary(operator, Box::new(left), Box::new(right)), span }
}

fn unexpected(token: &Token) -> ParseError {
    let text = &token.text;
    ParseError { span: token.span.clone(), message: both!("这里不应有 `{text}`", "`{text}` can't stand here") }
}
