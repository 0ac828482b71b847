//! Sorting words into classes by the company they keep.
//!
//! The exchange algorithm (Kneser and Ney, “Improved clustering techniques for class-based statistical language
//! modelling”, 1993): move one word at a time to the class that makes the text likeliest as pairs of classes.
#![allow(clippy::float_arithmetic, clippy::cast_possible_truncation)] // in development; no verdict is made here

/// Pairs of neighbours: (word before, word after, count), words numbered by falling count.
pub(super) type Pair = (u32, u32, u32);

fn xlnx(n: i64, table: &[f64]) -> f64 {
    match table.get(n as usize) {
        Some(&value) => value,
        None => n as f64 * (n as f64).ln(),
    }
}

/// A class below `classes` for each of `words` words.
pub(super) fn classes(words: usize, pairs: &[Pair], classes: usize, rounds: usize) -> Vec<u16> {
    let table: Vec<f64> = (0..200_000).map(|n| if n == 0 { 0.0 } else { f64::from(n) * f64::from(n).ln() }).collect();
    let f = |n: i64| xlnx(n, &table);
    let mut class: Vec<u16> = (0..words).map(|word| (word % classes) as u16).collect();
    let (mut after, mut before) = (vec![Vec::new(); words], vec![Vec::new(); words]);
    for &(a, b, n) in pairs {
        after[a as usize].push((b, i64::from(n)));
        before[b as usize].push((a, i64::from(n)));
    }
    let mut joint = vec![0i64; classes * classes];
    let (mut rows, mut columns) = (vec![0i64; classes], vec![0i64; classes]);
    for &(a, b, n) in pairs {
        let (a, b) = (class[a as usize] as usize, class[b as usize] as usize);
        joint[a * classes + b] += i64::from(n);
        rows[a] += i64::from(n);
        columns[b] += i64::from(n);
    }
    let (mut right, mut left) = (vec![0i64; classes], vec![0i64; classes]);
    for _ in 0..rounds {
        let mut moved = 0;
        for word in 0..words {
            right.fill(0);
            left.fill(0);
            let mut twice = 0; // the word after itself
            for &(b, n) in &after[word] {
                if b as usize == word { twice += n } else { right[class[b as usize] as usize] += n }
            }
            for &(a, n) in &before[word] {
                if a as usize != word {
                    left[class[a as usize] as usize] += n
                }
            }
            let rs: Vec<(usize, i64)> = right.iter().copied().enumerate().filter(|x| x.1 > 0).collect();
            let ls: Vec<(usize, i64)> = left.iter().copied().enumerate().filter(|x| x.1 > 0).collect();
            let total_r: i64 = rs.iter().map(|x| x.1).sum::<i64>() + twice;
            let total_l: i64 = ls.iter().map(|x| x.1).sum::<i64>() + twice;
            let mut shift = |k: usize, sign: i64, joint: &mut [i64]| {
                for &(c, n) in &rs {
                    joint[k * classes + c] += sign * n
                }
                for &(c, n) in &ls {
                    joint[c * classes + k] += sign * n
                }
                joint[k * classes + k] += sign * twice;
                rows[k] += sign * total_r;
                columns[k] += sign * total_l;
            };
            let own = class[word] as usize;
            shift(own, -1, &mut joint);
            let mut best = (f64::MIN, own);
            for k in 0..classes {
                let mut gain = 0.0;
                for &(c, n) in &rs {
                    if c != k {
                        let old = joint[k * classes + c];
                        gain += f(old + n) - f(old);
                    }
                }
                for &(c, n) in &ls {
                    if c != k {
                        let old = joint[c * classes + k];
                        gain += f(old + n) - f(old);
                    }
                }
                let old = joint[k * classes + k];
                gain += f(old + right[k] + left[k] + twice) - f(old);
                gain -= f(rows[k] + total_r) - f(rows[k]);
                gain -= f(columns[k] + total_l) - f(columns[k]);
                if gain > best.0 {
                    best = (gain, k)
                }
            }
            let k = best.1;
            for &(c, n) in &rs {
                joint[k * classes + c] += n
            }
            for &(c, n) in &ls {
                joint[c * classes + k] += n
            }
            joint[k * classes + k] += twice;
            rows[k] += total_r;
            columns[k] += total_l;
            if k != own {
                moved += 1
            }
            class[word] = k as u16;
        }
        if moved * 200 < words {
            break;
        }
    }
    class
}
