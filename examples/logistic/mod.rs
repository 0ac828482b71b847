//! Logistic regression, for the weights that judgements rest on.
#![allow(dead_code)] // each command fits in one of the two ways

/// Newton's method with a little ridge, on evidence in milli-nats; both answers weigh the same in all.
///
/// Gives the bias in milli-nats and what a milli-nat of each piece of evidence counts, in 256ths.
pub(crate) fn fit(rows: &[(bool, Vec<i32>)]) -> (i64, Vec<i64>) {
    let width = rows.first().map_or(0, |row| row.1.len()) + 1;
    let many = |answer: bool| rows.iter().filter(|row| row.0 == answer).count().max(1) as f64;
    let shares = [1.0 / many(false), 1.0 / many(true)];
    let rows: Vec<(Vec<f64>, f64, f64)> = rows
        .iter()
        .map(|(answer, evidence)| {
            let x = evidence.iter().map(|&value| f64::from(value) / 1000.0).chain([1.0]).collect();
            (x, f64::from(u8::from(*answer)), shares[usize::from(*answer)])
        })
        .collect();
    let mut weights = vec![0.0; width];
    for _ in 0..40 {
        let mut system = vec![vec![0.0; width + 1]; width];
        for (at, row) in system.iter_mut().enumerate() {
            row[at] = 1e-5;
            row[width] = -1e-5 * weights[at];
        }
        for (x, answer, share) in &rows {
            let z: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + (-z).exp());
            for i in 0..width {
                let each = share * p * (1.0 - p) * x[i];
                system[i].iter_mut().zip(x).for_each(|(slot, x)| *slot += each * x);
                system[i][width] += share * (answer - p) * x[i];
            }
        }
        weights.iter_mut().zip(solve(system)).for_each(|(weight, step)| *weight += step);
    }
    let bias = (weights[width - 1] * 1000.0).round() as i64;
    (bias, weights.iter().take(width - 1).map(|weight| (weight * 256.0).round() as i64).collect())
}

/// The same where one of each group is right (a conditional logit). What a milli-nat of each piece of evidence counts, in
/// 256ths.
pub(crate) fn choose(groups: &[Vec<(bool, Vec<i32>)>]) -> Vec<i64> {
    let width = groups.iter().flatten().next().map_or(0, |row| row.1.len());
    let mut weights = vec![0.0; width];
    let scaled = |evidence: &[i32]| -> Vec<f64> { evidence.iter().map(|&value| f64::from(value) / 1000.0).collect() };
    let share = 1.0 / groups.len().max(1) as f64;
    for _ in 0..40 {
        let mut system = vec![vec![0.0; width + 1]; width];
        for (at, row) in system.iter_mut().enumerate() {
            row[at] = 1e-4;
            row[width] = -1e-4 * weights[at];
        }
        for group in groups {
            let rows: Vec<Vec<f64>> = group.iter().map(|(_, evidence)| scaled(evidence)).collect();
            let scores: Vec<f64> = rows.iter().map(|x| x.iter().zip(&weights).map(|(x, w)| x * w).sum()).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let sum: f64 = scores.iter().map(|z| (z - most).exp()).sum();
            let chances: Vec<f64> = scores.iter().map(|z| (z - most).exp() / sum).collect();
            let mean: Vec<f64> = (0..width).map(|i| rows.iter().zip(&chances).map(|(x, p)| x[i] * p).sum()).collect();
            for ((x, p), (answer, _)) in rows.iter().zip(&chances).zip(group) {
                for i in 0..width {
                    let each = share * p * (x[i] - mean[i]);
                    system[i].iter_mut().zip(x.iter().zip(&mean)).for_each(|(slot, (x, m))| *slot += each * (x - m));
                    system[i][width] += share * (f64::from(u8::from(*answer)) - p) * x[i];
                }
            }
        }
        weights.iter_mut().zip(solve(system)).for_each(|(weight, step)| *weight += step);
    }
    weights.iter().map(|weight| (weight * 256.0).round() as i64).collect()
}

/// Gauss–Jordan elimination of a symmetric positive system.
fn solve(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    for pivot in 0..system.len() {
        let over = system[pivot][pivot];
        system[pivot].iter_mut().for_each(|value| *value /= over);
        let row = system[pivot].clone();
        for (at, other) in system.iter_mut().enumerate() {
            let factor = other[pivot];
            if at != pivot {
                other.iter_mut().zip(&row).for_each(|(value, own)| *value -= factor * own);
            }
        }
    }
    system.iter().map(|row| row[row.len() - 1]).collect()
}
