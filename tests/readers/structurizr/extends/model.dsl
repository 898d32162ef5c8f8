// What all workspaces of the clinic share.
workspace {
    model {
        patient = person "Patient"
        group "Clinic" {
            nurse = person "Nurse" "Looks after patients." "Staff"
            records = softwareSystem "Patient Records" "Keeps what is known of patients."
            portal = softwareSystem "Patient Portal"
        }
        lab = softwareSystem "Laboratory" "Analyses samples." "External"
        mail = softwareSystem "Mail (Mailjet)"
        archive = softwareSystem "Archive"

        patient -> portal "Makes appointments using"
        portal -> records "Gets appointments from, and writes them to"
        portal -> mail "Sends confirmations using"
        records -> archive "Hands old files to"
        lab -> records "Reads orders from" "HTTPS"
        nurse -> records "Uses"
    }
}
