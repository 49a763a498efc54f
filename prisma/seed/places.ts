export interface Place {
  weight: number;
  country: string;
  region: string;
  city: string;
  flag: string;
  /** Hours from UTC at which people there work, roughly */
  offset: number;
}

const place = (weight: number, country: string, flag: string, offset: number, region: string, city: string): Place => ({
  weight,
  country,
  flag,
  offset,
  region,
  city,
});

export const PLACES: readonly Place[] = [
  place(14, "United States", "🇺🇸", -8, "California", "San Francisco"),
  place(11, "United States", "🇺🇸", -5, "New York", "New York"),
  place(9, "United States", "🇺🇸", -6, "Texas", "Austin"),
  place(5, "United States", "🇺🇸", -5, "Florida", "Flagami"),
  place(10, "United Kingdom", "🇬🇧", 0, "England", "London"),
  place(3, "United Kingdom", "🇬🇧", 0, "Scotland", "Edinburgh"),
  place(7, "Germany", "🇩🇪", 1, "Berlin", "Berlin"),
  place(4, "Germany", "🇩🇪", 1, "Bavaria", "Munich"),
  place(6, "Canada", "🇨🇦", -5, "Ontario", "Toronto"),
  place(2, "Canada", "🇨🇦", -8, "British Columbia", "Vancouver"),
  place(5, "Australia", "🇦🇺", 10, "New South Wales", "Sydney"),
  place(4, "India", "🇮🇳", 5.5, "Karnataka", "Bengaluru"),
  place(3, "Netherlands", "🇳🇱", 1, "North Holland", "Amsterdam"),
  place(3, "France", "🇫🇷", 1, "Île-de-France", "Paris"),
  place(2, "Brazil", "🇧🇷", -3, "São Paulo", "São Paulo"),
  place(2, "Singapore", "🇸🇬", 8, "Singapore", "Singapore"),
  place(1, "Japan", "🇯🇵", 9, "Tokyo", "Tokyo"),
  place(1, "South Africa", "🇿🇦", 2, "Western Cape", "Cape Town"),
];

export const BROWSERS = [
  { weight: 52, name: "Chrome", from: 138, to: 144, screens: ["1920x1080", "1440x900", "1536x864"] },
  { weight: 19, name: "Mobile Safari", from: 18, to: 26, screens: ["390x844", "393x852", "430x932"] },
  { weight: 10, name: "Safari", from: 18, to: 26, screens: ["1440x900", "1728x1117"] },
  { weight: 10, name: "Edge", from: 138, to: 144, screens: ["1920x1080", "1366x768"] },
  { weight: 6, name: "Firefox", from: 140, to: 146, screens: ["1920x1080", "2560x1440"] },
  { weight: 3, name: "Samsung Browser", from: 27, to: 29, screens: ["360x780"] },
] as const;

export const FIRST_NAMES = [
  "Amelia",
  "Noah",
  "Olivia",
  "Liam",
  "Ava",
  "Elias",
  "Mia",
  "Lucas",
  "Zoe",
  "Arjun",
  "Priya",
  "Mateo",
  "Sofia",
  "Yuki",
  "Emma",
  "Oscar",
  "Leila",
  "Jonas",
  "Chloe",
  "Samir",
  "Ingrid",
  "Pedro",
  "Hana",
  "Thabo",
] as const;
export const LAST_NAMES = [
  "Smith",
  "Müller",
  "Garcia",
  "Nguyen",
  "Rossi",
  "Dubois",
  "Patel",
  "Silva",
  "Jansen",
  "Tanaka",
  "Kowalski",
  "Larsen",
  "O’Brien",
  "Khan",
  "Novak",
  "Wright",
  "Moreau",
  "Ndlovu",
] as const;
export const CAMPAIGNS = [
  "Spring launch",
  "Newsletter",
  "Partner mailing",
  "Trade fair",
  "Retargeting",
  "Winter offer",
] as const;
export const CLASSES = ["Warehouse A", "Warehouse B", "Office", "Kitchen", "New starters", "Field service"] as const;
export const SEGMENTS = ["Enterprise", "Mid-market", "Small business", "Trial"] as const;
