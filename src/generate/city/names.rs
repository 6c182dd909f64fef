//! Names of fictional schools, providers and courses, and the names that the
//! source text gives.

/// First words of school names; none is a school of Coventry.
pub(super) const SCHOOLS: [&str; 30] = [
    "Alderbrook Vale",
    "Ashmoor",
    "Brackenhurst",
    "Brindle Cross",
    "Calderstone Rise",
    "Copperfield Lane",
    "Damson Green",
    "Dunlow",
    "Elmstead Heath",
    "Fallowmere",
    "Farthing Hill",
    "Glebe Rise",
    "Hartsmoor",
    "Hazelcroft",
    "Ivybridge Lane",
    "Juniper Way",
    "Kestrel Down",
    "Larkfield Rise",
    "Mallow Bank",
    "Netherby",
    "Oakhanger",
    "Pennyfarthing",
    "Quarry Bank Rise",
    "Rowanmere",
    "Saltersford",
    "Thistledown",
    "Umberleigh",
    "Vetch Hill",
    "Willowbeck",
    "Yarrow Fields",
];
/// Last words of school names.
pub(super) const SCHOOL_KINDS: [&str; 3] = ["School", "Academy", "High School"];

/// The approved providers of the Year 11 pathways (S1:648-653).
pub(super) const PATHWAYS: [&str; 6] = [
    "Work 'N' Learn (Work Experience)",
    "Lumen Academy",
    "MW Impact",
    "Intuitive Thinking Skills",
    "Outdoor Education Service",
    "Pet-Xi",
];
/// The provider of Refocus and Focus 11 (S1:481, 583).
pub(super) const ACADEMY: &str = "Coventry Alternative Provision Academy (CAPA)";

/// First words of the names of training providers.
pub(super) const PROVIDERS: [&str; 45] = [
    "Anvil Lane",
    "Amber Gate",
    "Barnstone",
    "Beacon Yard",
    "Bluebell",
    "Bowstring",
    "Cartwheel",
    "Chalkhill",
    "Cobble Street",
    "Compass Point",
    "Cornerstone Row",
    "Dovetail",
    "Driftwood",
    "Ember",
    "Fernhollow",
    "Fiddlehead",
    "Flint and Oak",
    "Foundry Row",
    "Gatehouse",
    "Goldfinch",
    "Greenlane",
    "Hammer and Plane",
    "Harbour Light",
    "Honeycomb",
    "Inkwell",
    "Keystone Lane",
    "Lantern",
    "Lodestar",
    "Longbarn",
    "Marigold",
    "Millrace",
    "Mosaic Yard",
    "Nettle and Rose",
    "Paddock End",
    "Pinwheel",
    "Ploughshare",
    "Potter's Field",
    "Ropewalk",
    "Saddlers Court",
    "Skylark",
    "Spindle",
    "Stepping Stone",
    "Tanner's Yard",
    "Threadneedle",
    "Wheelhouse",
];
/// Last words of the names of training providers.
pub(super) const PROVIDER_KINDS: [&str; 4] = ["Training", "Skills", "Learning", "Workshops"];

/// The three categories of Tier 1 (S1:244-246).
pub(super) const CATEGORIES: [&str; 3] =
    ["work-based learning", "curriculum support", "employability and personal development"];

/// Trades of work-based learning.
pub(super) const TRADES: [&str; 16] = [
    "Construction",
    "Motor vehicle maintenance",
    "Hair and beauty",
    "Hospitality",
    "Horticulture",
    "Animal care",
    "Bricklaying",
    "Plumbing",
    "Painting and decorating",
    "Carpentry",
    "Barbering",
    "Catering",
    "Music technology",
    "Sport and fitness",
    "Bicycle repair",
    "Textiles",
];
/// Kinds of work-based learning (S1:253-254).
pub(super) const BANDS: [&str; 3] = ["6 week vocational taster", "vocational band 1", "vocational band 2"];
/// Courses of curriculum support (S1:256).
pub(super) const CURRICULUM: [&str; 6] = [
    "Functional Skills English",
    "Functional Skills mathematics",
    "GCSE English",
    "GCSE mathematics",
    "GCSE science",
    "Functional Skills digital",
];
/// Courses of employability and personal development (S1:258-259).
pub(super) const EMPLOYABILITY: [&str; 7] = [
    "Work skills",
    "ASDAN award",
    "Work experience",
    "First aid award",
    "Food hygiene award",
    "Young leaders award",
    "Outdoor challenge award",
];
/// Topics of Insight; the source names organised crime and substance misuse (S1:334).
pub(super) const INSIGHT: [&str; 6] = [
    "Organised crime awareness",
    "Substance misuse awareness",
    "Healthy relationships",
    "Online safety",
    "Managing anger",
    "Confidence and resilience",
];
