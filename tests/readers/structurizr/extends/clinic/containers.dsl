!const DATABASE "PostgreSQL 16"
web = container "Web" "What patients see." "React" "Web Browser"
api = container "API" {
    technology "Kotlin"
    bookings = component "Bookings" {
        -> store "Keeps bookings in"
    }
}
store = container "Bookings" "" "${DATABASE}" "Database"
web -> bookings "Calls" "JSON/HTTPS"
