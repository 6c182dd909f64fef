//! Great-circle distance by the haversine formula in its arctangent form.

use super::pair::Pair;
use crate::units::{Coordinates, TenthsKm};

/// Mean radius of the earth in kilometres (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// From the student's, else the referring school's coordinates to the
/// provider's; nothing when either end is unknown.
pub(super) fn distance(pair: &Pair<'_>) -> Option<TenthsKm> {
    let from = pair.student.location.or_else(|| pair.school()?.location)?;
    Some(great_circle(from, pair.provider.location?))
}

/// Tenths of a kilometre, rounded half up.
fn great_circle(from: Coordinates, to: Coordinates) -> TenthsKm {
    let half_lat = (to.lat - from.lat).to_radians() / 2.0;
    let half_lon = (to.lon - from.lon).to_radians() / 2.0;
    let across = from.lat.to_radians().cos() * to.lat.to_radians().cos();
    let chord = (half_lat.sin().powi(2) + across * half_lon.sin().powi(2)).clamp(0.0, 1.0);
    let km = EARTH_RADIUS_KM * 2.0 * chord.sqrt().atan2((1.0 - chord).sqrt());
    TenthsKm((km * 10.0 + 0.5).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> Coordinates {
        Coordinates { lat, lon }
    }

    #[test]
    fn a_quarter_of_the_equator_and_half_a_meridian() {
        // By hand: pi/2 × 6371.0088 = 10007.557; pi × 6371.0088 = 20015.115.
        assert_eq!(great_circle(point(0.0, 0.0), point(0.0, 90.0)), TenthsKm(100_076));
        assert_eq!(great_circle(point(-90.0, 0.0), point(90.0, 40.0)), TenthsKm(200_151));
        assert_eq!(great_circle(point(52.4, -1.5), point(52.4, -1.5)), TenthsKm(0));
    }

    #[test]
    fn tenths_round_half_up() {
        // By hand: one degree of latitude is 111.19508 km, so 0.001 degree is
        // 0.1112 km (1 tenth) and 0.00135 degree 0.1501 km (2 tenths).
        assert_eq!(great_circle(point(52.0, 0.0), point(52.001, 0.0)), TenthsKm(1));
        assert_eq!(great_circle(point(52.0, 0.0), point(52.00135, 0.0)), TenthsKm(2));
        assert_eq!(great_circle(point(52.0, 0.0), point(52.00134, 0.0)), TenthsKm(1));
    }
}
