fn main() {
    let l = kanwu::lexicon::Lexicon::shipped();
    for w in std::env::args().skip(1) {
        print!("{w}: run {:?} count {:?}; ", l.run(&w), l.count(&w));
        let c: Vec<char> = w.chars().collect();
        let m: String = c[1..3].iter().collect();
        println!("mid {m} {:?} {:?} seg {:?}", l.run(&m), l.count(&m), l.segment(&w).collect::<Vec<_>>());
    }
}
