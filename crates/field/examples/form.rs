//! Writes the form for a day, such as `2026-11-23`, for a look or for ODK Validate.

fn main() {
    let day = std::env::args().nth(1).expect("a day such as 2026-11-23");
    let law = law::Law::builtin().expect("the law that is built in");
    let form = field::form::Form::of(&law, day.parse().expect("a day"), None).expect("a form");
    println!("{}", form.xml);
}
