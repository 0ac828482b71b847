//! Logistic regression, for the weights that judgements rest on.

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
