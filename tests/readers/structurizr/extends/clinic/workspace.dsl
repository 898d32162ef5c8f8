workspace extends ../model.dsl {
    name "Clinic - Patient Portal"
    !docs docs
    model {
        !element portal {
            !include containers.dsl
        }
        !ref elsewhere {
            container "Elsewhere"
        }
        patient -> web "Visits" "HTTPS"
        api -> records "Looks up appointments in"
        api -> mail "Sends confirmations using"
        api -> unheard "Tells"
    }
    views {
        systemContext portal { include *  autolayout lr }
        theme https://example.com/theme.json
    }
}
