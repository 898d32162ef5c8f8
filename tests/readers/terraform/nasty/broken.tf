resource "aws_instance" "open" {
  name = "never closed
}
