workspace "\"Bad\" \x1b[31m" {
 model {
  a = person
  b = softwareSystem "*B* `b`" {
   c = container "C" {
     -> this
     -> c "to itself"
     d = component
   }
  }}
 }
 }
  "unclosed -> ${${${ 
 person "P"
 b -> 
 -> b
 this -> this
 x -> y "z"
 !include
 !include nasty.dsl
 !include ../../../../../../../../etc/passwd
 !include https://example.com/a.dsl
 !const
 = = =
 deploymentEnvironment "e" { i = containerInstance i
 softwareSystemInstance b { containerInstance }
 deploymentNode
