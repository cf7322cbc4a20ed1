"""Songs: tables in, and out of them a catalogue whose rows say what each song feels like and by what evidence."""
