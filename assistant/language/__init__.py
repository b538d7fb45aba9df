"""The words of a text: tokens, stems, numbers, names, quotations, sentences. Knows no article and no date."""
