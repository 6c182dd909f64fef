use super::Case;
use crate::units::{Coordinates, TenthsKm};

/// Mean radius of the earth in kilometres (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// The distance of a placement: from the student's, else the referring
/// school's, coordinates to the provider's. Nothing when unknown.
pub(super) fn between(case: &Case) -> Option<TenthsKm> {
    let from = case.student.location.or(case.school.and_then(|school| school.location))?;
    Some(great_circle(from, case.provider.location?))
}

/// Great-circle distance (haversine), rounded half up to tenths of a kilometre.
fn great_circle(a: Coordinates, b: Coordinates) -> TenthsKm {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.lon - a.lon).to_radians() / 2.0).sin();
    let chord = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    let km = 2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin();
    // At most half the circumference, far inside the range of i64.
    TenthsKm((km * 10.0 + 0.5).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distances() {
        let point = |lat, lon| Coordinates { lat, lon };
        // One degree of a great circle is 6371.0088 × π / 180 = 111.195 km (by hand).
        assert_eq!(great_circle(point(0.0, 0.0), point(1.0, 0.0)), TenthsKm(1112));
        assert_eq!(great_circle(point(0.0, 179.5), point(0.0, -179.5)), TenthsKm(1112));
        // Half the circumference: 20015.1 km (by hand).
        assert_eq!(great_circle(point(90.0, 0.0), point(-90.0, 0.0)), TenthsKm(200_151));
        assert_eq!(great_circle(point(52.4, -1.5), point(52.4, -1.5)), TenthsKm(0));
    }
}
