/// A point on the earth in decimal degrees (WGS 84): latitude −90 to 90,
/// longitude −180 to 180, both finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// Degrees north of the equator.
    pub lat: f64,
    /// Degrees east of Greenwich.
    pub lon: f64,
}
