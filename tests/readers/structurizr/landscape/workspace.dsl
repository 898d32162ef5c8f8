workspace "Landscape" {
    model {
        user = person "Member"
        enterprise "The club" {
            site = softwareSystem "Website"
            ledger = softwareSystem "Ledger" "Payments of members" "Existing System"
        }
        bank = softwareSystem "Bank"
        crm = softwareSystem "Salesforce"
        user -> site "Joins on"
        site -> ledger "Tells of payments"
        site -> crm "Copies members to"
        ledger -> bank "Collects fees through"
        !script groovy {
            workspace.model.people.each { it.addTags("x") }
        }
        !plugin com.example.Plugin
    }
}
